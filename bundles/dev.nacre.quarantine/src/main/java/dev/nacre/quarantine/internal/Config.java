/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        id = Config.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%name",
        description = "%description")
@interface Config {
    String PID = "dev.nacre.quarantine";

    @AttributeDefinition(name = "%directory.name", description = "%directory.description")
    String directory() default "";

    @AttributeDefinition(name = "%keepFor.name", description = "%keepFor.description")
    String keepFor() default "30d";

    @AttributeDefinition(name = "%maxSize.name", description = "%maxSize.description")
    String maxSize() default "1G";
}
