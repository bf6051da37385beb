/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = KafkaNotifier.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%kafka.name",
        description = "%kafka.description")
@interface Config {
    @AttributeDefinition(name = "%brokers.name", description = "%brokers.description")
    String[] brokers() default {};

    @AttributeDefinition(name = "%topic.name", description = "%topic.description")
    String topic() default "nacre";

    @AttributeDefinition(
            name = "%security.name",
            description = "%security.description",
            options = {
                @Option(value = "tls", label = "%security.tls"),
                @Option(value = "none", label = "%security.none")
            })
    String security() default "tls";

    @AttributeDefinition(name = "%caFile.name", description = "%caFile.description")
    String caFile() default "";

    @AttributeDefinition(
            name = "%login.name",
            description = "%login.description",
            options = {
                @Option(value = "SCRAM-SHA-512", label = "%login.scram512"),
                @Option(value = "SCRAM-SHA-256", label = "%login.scram256"),
                @Option(value = "PLAIN", label = "%login.plain")
            })
    String login() default "SCRAM-SHA-512";

    @AttributeDefinition(name = "%user.name", description = "%user.description")
    String user() default "";

    @AttributeDefinition(
            name = "%password.name",
            description = "%password.description",
            type = AttributeType.PASSWORD)
    String password() default "";

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
    int burst() default 0;

    @AttributeDefinition(name = "%interval.name", description = "%interval.description")
    String interval() default "1m";

    @AttributeDefinition(name = "%queue.name", description = "%queue.description")
    int queue() default 5000;

    @AttributeDefinition(name = "%retryFor.name", description = "%retryFor.description")
    String retryFor() default "1d";
}
