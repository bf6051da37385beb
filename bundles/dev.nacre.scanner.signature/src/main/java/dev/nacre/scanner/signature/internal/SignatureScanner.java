/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scanner that is always there. The lists are read when it starts, so that it never judges
 * without them, and again when they have changed.
 */
@Component(
        service = {Scanner.class, HealthContributor.class},
        configurationPid = SignatureScanner.PID,
        property = {Scanner.NAME + "=" + SignatureScanner.NAME, "service.ranking:Integer=-100"})
@Designate(ocd = Config.class)
public final class SignatureScanner implements Scanner, HealthContributor {
    static final String PID = "dev.nacre.scanner.signature";
    static final String NAME = "signature";

    private static final Logger LOG = LoggerFactory.getLogger(SignatureScanner.class);
    private static final String SUBJECT = "scanner " + NAME;
    private static final long LOOK_EVERY = 3;

    /** What is in force, replaced whole. */
    private record Loaded(
            List<Path> folders,
            Lists lists,
            Judge judge,
            ScannerStatus status,
            List<Finding> findings) {}

    private final Configured<List<Path>> configured;
    private final ScheduledExecutorService looks;
    private volatile Loaded loaded;

    /** Called by Declarative Services. */
    @Activate
    public SignatureScanner(Map<String, Object> properties) {
        configured = new Configured<>(SUBJECT, Config.class, properties, SignatureScanner::folders);
        loaded = load(configured.get(), Lists.in(configured.get()));
        looks =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "nacre-signature-lists");
                            thread.setDaemon(true);
                            return thread;
                        });
        looks.scheduleWithFixedDelay(this::look, LOOK_EVERY, LOOK_EVERY, TimeUnit.SECONDS);
    }

    private static List<Path> folders(Settings settings) {
        return settings.paths("databases").stream().map(path -> Path.of(path.toString())).toList();
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configured.update(properties).ifPresentOrElse(LOG::error, this::look);
    }

    @Deactivate
    void deactivate() {
        looks.shutdownNow();
    }

    /** Loads the lists anew where they are not those that are loaded. */
    synchronized void look() {
        try {
            List<Path> folders = configured.get();
            Lists lists = Lists.in(folders);
            if (!folders.equals(loaded.folders()) || !lists.equals(loaded.lists())) {
                loaded = load(folders, lists);
            }
        } catch (RuntimeException e) {
            LOG.error("The lists of {} could not be read; those before stay in force", NAME, e);
        }
    }

    private static Loaded load(List<Path> folders, Lists lists) {
        Lists.Content content = lists.read();
        SignatureSet signatures = new SignatureSet(content.signatures());
        String what = signatures.count() + " signatures from " + lists.files().size() + " lists";
        if (!folders.isEmpty()) {
            LOG.info("Scanner {} has {}", NAME, what);
        }
        content.problems().forEach(problem -> LOG.warn("Scanner {}: {}", NAME, problem));
        String none = "the EICAR test file only";
        ScannerStatus status =
                new ScannerStatus(
                        ScannerStatus.State.UP,
                        lists.files().isEmpty() ? none : what + " (" + lists.fingerprint() + ")",
                        "knows " + (lists.files().isEmpty() ? none : what),
                        Runtime.getRuntime().availableProcessors(),
                        Set.of());
        return new Loaded(
                folders,
                lists,
                new Judge(signatures),
                status,
                content.problems().stream().map(SignatureScanner::finding).toList());
    }

    private static Finding finding(String problem) {
        return new Finding(SUBJECT, Health.DEGRADED, problem + ". The rest is in force.");
    }

    @Override
    public Verdict scan(FileContent file, Duration limit) throws InterruptedException {
        return loaded.judge().judge(file, limit);
    }

    @Override
    public ScannerStatus status() {
        return loaded.status();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(configured.findings());
        findings.addAll(loaded.findings());
        return findings;
    }

    /** Refuses beforehand what {@link SignatureScanner} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, SignatureScanner::folders);
        }
    }
}
