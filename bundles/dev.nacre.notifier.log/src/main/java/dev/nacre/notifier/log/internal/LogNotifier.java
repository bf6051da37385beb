/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Weakening;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.TestMessage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of detections twice: a line of JSON in a file, for machines, and a line in the log, for
 * people. So it does of what protects less than before, in a file of its own that no setting
 * switches off. Changes of health go to the log. Works without a configuration.
 */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = LogNotifier.PID,
        property = Notifier.NAME + "=log")
@Designate(ocd = LogNotifier.Config.class)
public final class LogNotifier implements Notifier, HealthContributor {
    static final String PID = "dev.nacre.notifier.log";

    /** Framework property: the folder of what the host keeps. */
    private static final String VAR = "nacre.var";

    private static final Logger LOG = LoggerFactory.getLogger(LogNotifier.class);
    private static final String SUBJECT = "notifier log";

    /** Below {@link #VAR}. */
    private static final String AUDIT = "log/audit.jsonl";

    /** What exceptions mean that say no more than the name of a file. */
    private static final Map<Class<? extends IOException>, String> REASONS =
            Map.of(
                    NoSuchFileException.class, "No such file or folder",
                    FileAlreadyExistsException.class, "There is a file where a folder should be",
                    AccessDeniedException.class, "Permission denied",
                    ClosedByInterruptException.class, "The host was ending");

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%log.name",
            description = "%log.description")
    @interface Config {
        @AttributeDefinition(name = "%file.name", description = "%file.description")
        String file() default "log/detections.jsonl";

        @AttributeDefinition(name = "%maxSize.name", description = "%maxSize.description")
        String maxSize() default "10M";

        @AttributeDefinition(name = "%keep.name", description = "%keep.description")
        int keep() default 5;

        @AttributeDefinition(name = "%events.name", description = "%events.description")
        String[] events() default {"detection", "health"};
    }

    private final Configured<Options> options;
    private final ReadableLog readable;
    private final Path audit;
    private volatile Optional<Finding> trouble = Optional.empty();
    private volatile Optional<Finding> auditTrouble = Optional.empty();

    @Activate
    public LogNotifier(BundleContext context, Map<String, Object> properties) {
        this(new ReadableLog(), var(context), properties);
    }

    LogNotifier(ReadableLog readable, Path var, Map<String, Object> properties) {
        this.readable = readable;
        this.audit = var.resolve(AUDIT).toAbsolutePath();
        this.options =
                new Configured<>(
                        SUBJECT, Config.class, properties, settings -> Options.of(settings, var));
        makeFile();
    }

    private static Path var(BundleContext context) {
        String var = context.getProperty(VAR);
        if (var == null) {
            throw new IllegalStateException(
                    "The framework property " + VAR + " must name the folder that holds log/");
        }
        return Path.of(var);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        options.update(properties).ifPresent(LOG::error);
        makeFile();
    }

    /** Finds out before the first detection does whether it can be written. */
    private void makeFile() {
        LineFile file = options.get().file();
        try {
            file.make();
            trouble = Optional.empty();
        } catch (IOException e) {
            LOG.error(failed(file, e));
        }
    }

    @Override
    public void detected(Detection detection) throws IOException {
        Options current = options.get();
        if (!current.tellsOf(EventKind.DETECTION)) {
            return;
        }
        readable.detected(detection);
        LineFile file = current.file();
        try {
            trouble = file.append(line(detection)).map(e -> overfull(file, e));
        } catch (IOException e) {
            throw new IOException(failed(file, e), e);
        }
    }

    @Override
    public void healthChanged(HealthChange change) {
        if (options.get().tellsOf(EventKind.HEALTH)) {
            readable.healthChanged(change);
        }
    }

    private static byte[] line(Detection detection) {
        String json = new DetectionMessage(detection).json();
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes to the log; the file holds detections only, so it is but tried. */
    @Override
    public String test() throws IOException {
        readable.tested(new TestMessage(Instant.now(), "log"));
        LineFile file = options.get().file();
        try {
            file.make();
        } catch (IOException e) {
            throw new IOException(failed(file, e), e);
        }
        trouble = Optional.empty();
        return "a line is in the log, and " + file.path() + " can be written";
    }

    @Override
    public void policyChanged(PolicyChange change) throws IOException {
        LineFile detections = options.get().file();
        LineFile file = new LineFile(audit, detections.maxSize(), detections.keep());
        for (Weakening weakening : change.weaker()) {
            readable.weakened(weakening, change.generation());
            try {
                auditTrouble =
                        file.append(AuditJson.line(change, weakening)).map(e -> overfull(file, e));
            } catch (IOException e) {
                String message = failed("What protects less", file, e) + ".";
                auditTrouble = Optional.of(new Finding(SUBJECT, Health.DEGRADED, message));
                throw new IOException(message, e);
            }
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(options.findings());
        trouble.ifPresent(findings::add);
        auditTrouble.ifPresent(findings::add);
        return findings;
    }

    private String failed(LineFile file, IOException e) {
        String message =
                failed("Detections", file, e)
                        + ", or name another file under the key file of "
                        + PID
                        + ".";
        trouble = Optional.of(new Finding(SUBJECT, Health.DEGRADED, message));
        return message;
    }

    private static String failed(String what, LineFile file, IOException e) {
        return what
                + " cannot be written to "
                + file.path()
                + ": "
                + reason(e)
                + ". Make room or make the folder writable";
    }

    private static Finding overfull(LineFile file, IOException e) {
        return new Finding(
                SUBJECT,
                Health.DEGRADED,
                file.path()
                        + " is full and could not be put aside, so it goes on growing: "
                        + reason(e)
                        + ". Move away what is in the way.");
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (reason == null) {
            reason = REASONS.getOrDefault(e.getClass(), e.getClass().getSimpleName());
        }
        return e instanceof FileSystemException f ? reason + " (" + f.getFile() + ")" : reason;
    }

    /** Refuses beforehand what {@link LogNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        private final Path var;

        @Activate
        public Check(BundleContext context) {
            var = var(context);
        }

        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, settings -> Options.of(settings, var));
        }
    }
}
