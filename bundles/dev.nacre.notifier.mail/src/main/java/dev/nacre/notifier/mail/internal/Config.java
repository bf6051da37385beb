/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = MailNotifier.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%mail.name",
        description = "%mail.description")
@interface Config {
    @AttributeDefinition(name = "%host.name", description = "%host.description")
    String host() default "localhost";

    @AttributeDefinition(name = "%port.name", description = "%port.description")
    int port() default 587;

    @AttributeDefinition(
            name = "%security.name",
            description = "%security.description",
            options = {
                @Option(value = "starttls", label = "%security.starttls"),
                @Option(value = "tls", label = "%security.tls"),
                @Option(value = "none", label = "%security.none")
            })
    String security() default "starttls";

    @AttributeDefinition(name = "%caFile.name", description = "%caFile.description")
    String caFile() default "";

    @AttributeDefinition(name = "%user.name", description = "%user.description")
    String user() default "";

    @AttributeDefinition(
            name = "%password.name",
            description = "%password.description",
            type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(name = "%from.name", description = "%from.description")
    String from() default "";

    @AttributeDefinition(name = "%to.name", description = "%to.description")
    String[] to() default {};

    @AttributeDefinition(name = "%timeout.name", description = "%timeout.description")
    String timeout() default "10s";

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
    int burst() default 10;

    @AttributeDefinition(name = "%interval.name", description = "%interval.description")
    String interval() default "10m";

    @AttributeDefinition(name = "%queue.name", description = "%queue.description")
    int queue() default 1000;

    @AttributeDefinition(name = "%retryFor.name", description = "%retryFor.description")
    String retryFor() default "1d";
}
