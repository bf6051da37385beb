/* SPDX-License-Identifier: Apache-2.0 */
package org.example.statusbar;

import dev.nacre.api.config.Configured;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

/**
 * Keeps a file with one line for a status bar: how the guard is, how much was detected, and what
 * came last. The host calls it by one thread; so what it remembers needs no lock.
 */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = StatusBar.PID,
        property = Notifier.NAME + "=statusbar")
@Designate(ocd = StatusBar.Config.class)
public final class StatusBar implements Notifier, HealthContributor {
    static final String PID = "org.example.statusbar";

    private static final Logger LOG = LoggerFactory.getLogger(StatusBar.class);

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%statusbar.name",
            description = "%statusbar.description")
    @interface Config {
        @AttributeDefinition(name = "%file.name", description = "%file.description")
        String file() default "/run/nacre-status";
    }

    private final Configured<Path> file;
    private Health health = Health.HEALTHY;
    private long detections;
    private String last = "";

    @Activate
    public StatusBar(Map<String, Object> properties) {
        file =
                new Configured<>(
                        "notifier statusbar",
                        Config.class,
                        properties,
                        settings -> Path.of(settings.path("file").toString()));
    }

    @Modified
    void modified(Map<String, Object> properties) {
        file.update(properties).ifPresent(LOG::error);
    }

    @Override
    public void detected(Detection detection) throws IOException {
        detections++;
        last = ", last " + detection.signature() + " in " + detection.path();
        write();
    }

    @Override
    public void healthChanged(HealthChange change) throws IOException {
        health = change.now();
        write();
    }

    /** Whoever reads the file sees the line of before or this one, never a part. */
    private void write() throws IOException {
        Path target = file.get();
        Path next = target.resolveSibling(target.getFileName() + ".next");
        Files.writeString(next, health.text() + ", " + detections + " detected" + last + "\n");
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<Finding> findings() {
        return file.findings();
    }
}
