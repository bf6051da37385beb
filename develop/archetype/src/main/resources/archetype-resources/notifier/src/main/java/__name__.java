package ${package};

import dev.nacre.api.config.Configured;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Notifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last detection in a file. Called by a thread of its own, which may wait. */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = ${name}.PID,
        property = Notifier.NAME + "=${artifactId}")
@Designate(ocd = ${name}.Config.class)
public final class ${name} implements Notifier, HealthContributor {
    static final String PID = "${package}.${name.toLowerCase()}";

    private static final Logger LOG = LoggerFactory.getLogger(${name}.class);

    /** What can be configured; the texts stand in OSGI-INF/l10n/bundle.properties. */
    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%name",
            description = "%description")
    @interface Config {
        @AttributeDefinition(name = "%file.name", description = "%file.description")
        String file() default "/run/${artifactId}";
    }

    private final Configured<Path> file;

    /** Called by the host when the plugin comes. A wrong configuration keeps it from starting. */
    @Activate
    public ${name}(Map<String, Object> properties) {
        file =
                new Configured<>(
                        "notifier ${artifactId}",
                        Config.class,
                        properties,
                        settings -> Path.of(settings.path("file").toString()));
    }

    /** Called when the configuration has changed. A wrong one leaves that of before in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        file.update(properties).ifPresent(LOG::error);
    }

    @Override
    public void detected(Detection detection) throws IOException {
        Files.writeString(file.get(), detection.signature() + " in " + detection.path() + "\n");
    }

    @Override
    public List<Finding> findings() {
        return file.findings();
    }
}
