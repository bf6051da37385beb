/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.quarantine.QuarantineEntry;
import dev.nacre.quarantine.internal.folder.Probe;
import dev.nacre.quarantine.internal.store.Vault;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quarantine as a service. A directory that cannot be used yet is tried again at each call. */
@Component(
        name = Config.PID,
        configurationPid = Config.PID,
        immediate = true,
        service = {Quarantine.class, HealthContributor.class})
@Designate(ocd = Config.class)
public final class FolderQuarantine implements Quarantine, HealthContributor {
    private static final Logger LOG = LoggerFactory.getLogger(FolderQuarantine.class);

    private final Configured<Plan> plan;
    private final CurrentVault vault;
    private final Checkup checkup;
    private final ScheduledExecutorService timer;

    @Activate
    public FolderQuarantine(BundleContext context, Map<String, Object> properties) {
        this(properties, context.getProperty("nacre.var"), InstantSource.system(), Probe.NONE);
    }

    /**
     * @param var the folder of the distribution for what changes; {@code null} where it has none
     */
    FolderQuarantine(Map<String, Object> properties, String var, InstantSource clock, Probe probe) {
        CurrentVault current = new CurrentVault(clock, probe);
        this.vault = current;
        this.checkup = new Checkup(current);
        this.plan =
                new Configured<>(
                        Checkup.SUBJECT,
                        Config.class,
                        properties,
                        settings -> {
                            Plan read = Plan.read(settings, var);
                            settings.check();
                            try {
                                current.use(read.directory());
                            } catch (IOException e) {
                                settings.problem("directory", read.directory(), e.getMessage());
                            }
                            return read;
                        });
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "nacre-quarantine-expiry");
                            thread.setDaemon(true);
                            return thread;
                        });
        Expiry expiry = new Expiry(current, () -> plan.get().keepFor(), clock);
        timer.scheduleWithFixedDelay(expiry, 1, 60, TimeUnit.MINUTES);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        plan.update(properties).ifPresent(refusal -> LOG.error("{}", refusal));
    }

    /** Calls that are under way end in their own time. */
    @Deactivate
    void deactivate() {
        timer.shutdownNow();
        vault.end();
    }

    @Override
    public QuarantineEntry take(FileContent file, BytePath path, String signature)
            throws IOException {
        long limit = plan.get().maxSize();
        QuarantineEntry entry = vault.with(open -> open.take(file, path, signature, limit));
        LOG.info("{} is in quarantine as {}: {}", path, entry.id(), signature);
        if (entry.links() > 1) {
            LOG.warn(
                    "{} had {} names (hard links); the others still lead to the infected file",
                    path,
                    entry.links());
        }
        return entry;
    }

    @Override
    public void remove(FileContent file, BytePath path) throws IOException {
        vault.with(
                open -> {
                    open.remove(file, path);
                    return Optional.empty();
                });
        LOG.info("{} is deleted", path);
    }

    @Override
    public List<QuarantineEntry> list() {
        return vault.peek().map(Vault::list).orElse(List.of());
    }

    @Override
    public Optional<QuarantineEntry> find(String id) {
        return vault.peek().flatMap(open -> open.find(id));
    }

    @Override
    public BytePath restore(String id, Optional<BytePath> target) throws IOException {
        BytePath place = vault.with(open -> open.restore(id, target));
        LOG.info("{} is given back to {}", id, place);
        return place;
    }

    @Override
    public void delete(String id) throws IOException {
        vault.with(
                open -> {
                    open.delete(id);
                    return Optional.empty();
                });
        LOG.info("{} is deleted from quarantine", id);
    }

    @Override
    public boolean isReleased(FileIdentity identity) {
        return vault.peek().filter(open -> open.isReleased(identity)).isPresent();
    }

    @Override
    public List<Finding> findings() {
        return Stream.of(plan.findings(), checkup.findings(plan.get().maxSize()))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Refuses beforehand what {@link FolderQuarantine} would refuse, but for an unusable folder.
     */
    @Component(property = ConfigurationCheck.PID + "=" + Config.PID)
    public static final class Check implements ConfigurationCheck {
        private final String var;

        @Activate
        public Check(BundleContext context) {
            var = context.getProperty("nacre.var");
        }

        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, settings -> Plan.read(settings, var));
        }
    }
}
