/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code dev.nacre.console}, their defaults and what people read about them. */
@ObjectClassDefinition(
        id = ConsoleConfiguration.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%console.name",
        description = "%console.description")
@interface ConsoleDefinition {
    @AttributeDefinition(name = "%sessionTimeout.name", description = "%sessionTimeout.description")
    String sessionTimeout() default "30m";

    @AttributeDefinition(name = "%hosts.name", description = "%hosts.description")
    String[] hosts() default {};

    @AttributeDefinition(name = "%allowInstall.name", description = "%allowInstall.description")
    boolean allowInstall() default false;
}
