/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mqtt.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        id = MqttNotifier.PID,
        localization = "OSGI-INF/l10n/bundle",
        name = "%mqtt.name",
        description = "%mqtt.description")
@interface Config {
    @AttributeDefinition(name = "%host.name", description = "%host.description")
    String host() default "localhost";

    @AttributeDefinition(name = "%port.name", description = "%port.description")
    int port() default 8883;

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

    @AttributeDefinition(name = "%user.name", description = "%user.description")
    String user() default "";

    @AttributeDefinition(
            name = "%password.name",
            description = "%password.description",
            type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(name = "%topic.name", description = "%topic.description")
    String topic() default "nacre/{host}";

    @AttributeDefinition(
            name = "%qos.name",
            description = "%qos.description",
            options = {
                @Option(value = "0", label = "%qos.0"),
                @Option(value = "1", label = "%qos.1"),
                @Option(value = "2", label = "%qos.2")
            })
    int qos() default 1;

    @AttributeDefinition(name = "%retain.name", description = "%retain.description")
    boolean retain() default false;

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
    int burst() default 100;

    @AttributeDefinition(name = "%interval.name", description = "%interval.description")
    String interval() default "1m";

    @AttributeDefinition(name = "%queue.name", description = "%queue.description")
    int queue() default 1000;

    @AttributeDefinition(name = "%retryFor.name", description = "%retryFor.description")
    String retryFor() default "1d";
}
