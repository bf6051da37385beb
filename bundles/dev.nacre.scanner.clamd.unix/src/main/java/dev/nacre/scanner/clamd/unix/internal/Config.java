/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = ClamdUnix.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%unix.name",
        description = "%unix.description")
@interface Config {
    @AttributeDefinition(name = "%socket.name", description = "%socket.description")
    String socket() default "/run/clamav/clamd.ctl";

    @AttributeDefinition(name = "%sessions.name", description = "%sessions.description")
    int sessions() default 2;

    @AttributeDefinition(name = "%depth.name", description = "%depth.description")
    int depth() default 8;

    @AttributeDefinition(name = "%connectTimeout.name", description = "%connectTimeout.description")
    String connectTimeout() default "2s";

    @AttributeDefinition(name = "%scanTimeout.name", description = "%scanTimeout.description")
    String scanTimeout() default "120s";

    @AttributeDefinition(name = "%maxFileSize.name", description = "%maxFileSize.description")
    String maxFileSize() default "100M";

    @AttributeDefinition(
            name = "%presence.name",
            description = "%presence.description",
            options = {
                @Option(label = "%presence.auto", value = "auto"),
                @Option(label = "%presence.required", value = "required")
            })
    String presence() default "auto";

    @AttributeDefinition(name = "%databaseFolder.name", description = "%databaseFolder.description")
    String databaseFolder() default "/var/lib/clamav";

    @AttributeDefinition(name = "%clamdConfig.name", description = "%clamdConfig.description")
    String clamdConfig() default "/etc/clamav/clamd.conf";
}
