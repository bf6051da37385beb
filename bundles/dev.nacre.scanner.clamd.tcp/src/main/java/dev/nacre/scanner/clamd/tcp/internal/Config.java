/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = ClamdTcp.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%tcp.name",
        description = "%tcp.description")
@interface Config {
    @AttributeDefinition(name = "%hosts.name", description = "%hosts.description")
    String[] hosts() default {"127.0.0.1:3310", "[::1]:3310"};

    @AttributeDefinition(name = "%sessions.name", description = "%sessions.description")
    int sessions() default 2;

    @AttributeDefinition(name = "%depth.name", description = "%depth.description")
    int depth() default 8;

    @AttributeDefinition(name = "%connectTimeout.name", description = "%connectTimeout.description")
    String connectTimeout() default "2s";

    @AttributeDefinition(name = "%scanTimeout.name", description = "%scanTimeout.description")
    String scanTimeout() default "120s";

    @AttributeDefinition(
            name = "%streamMaxLength.name",
            description = "%streamMaxLength.description")
    String streamMaxLength() default "25M";

    @AttributeDefinition(name = "%maxFileSize.name", description = "%maxFileSize.description")
    String maxFileSize() default "100M";
}
