/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = DesktopNotifier.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%desktop.name",
        description = "%desktop.description")
@interface Config {
    @AttributeDefinition(name = "%users.name", description = "%users.description")
    String[] users() default {};

    @AttributeDefinition(name = "%events.name", description = "%events.description")
    String[] events() default {"detection", "health"};

    @AttributeDefinition(
            name = "%minSeverity.name",
            description = "%minSeverity.description",
            options = {
                @Option(value = "info", label = "%minSeverity.info"),
                @Option(value = "warning", label = "%minSeverity.warning"),
                @Option(value = "critical", label = "%minSeverity.critical")
            })
    String minSeverity() default "info";

    @AttributeDefinition(name = "%burst.name", description = "%burst.description")
    int burst() default 3;

    @AttributeDefinition(name = "%interval.name", description = "%interval.description")
    String interval() default "1m";

    @AttributeDefinition(name = "%queue.name", description = "%queue.description")
    int queue() default 100;

    @AttributeDefinition(name = "%retryFor.name", description = "%retryFor.description")
    String retryFor() default "10m";
}
