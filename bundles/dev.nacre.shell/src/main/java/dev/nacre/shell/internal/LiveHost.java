/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.config.Configurator;
import dev.nacre.api.config.Origins;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.plugin.Plugins;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.linux.Accounts;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.Processes;
import dev.nacre.shell.internal.bundles.FrameworkBundles;
import dev.nacre.shell.internal.verb.Bundles;
import dev.nacre.shell.internal.verb.FileTree;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.NamedNotifier;
import dev.nacre.shell.internal.verb.Unavailable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The host that this bundle runs in. All references are dynamic: a verb that is at work keeps what
 * it began with, and verbs are never missing because a part of the host is.
 */
@Component(service = Host.class)
public final class LiveHost implements Host {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Guard guard;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Quarantine quarantine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile FileOpener files;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Plugins plugins;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Configurator configurator;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Origins origins;

    private final Map<Notifier, NamedNotifier> notifiers = new ConcurrentHashMap<>();
    private final Bundles bundles;

    @Activate
    public LiveHost(BundleContext context) {
        this.bundles = new FrameworkBundles(context, () -> origins);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindNotifier(Notifier service, Map<String, Object> properties) {
        notifiers.put(service, NamedNotifier.of(properties, service));
    }

    void unbindNotifier(Notifier service) {
        notifiers.remove(service);
    }

    @Override
    public Guard guard() throws Unavailable {
        return present(
                guard,
                "the guard does not run: it is starting or ending, or the bundle"
                        + " dev.nacre.engine failed; the log says why");
    }

    @Override
    public Quarantine quarantine() throws Unavailable {
        return present(
                quarantine,
                "there is no quarantine: its configuration etc/dev.nacre.quarantine.cfg was"
                        + " refused, or the bundle dev.nacre.quarantine is not installed; the log"
                        + " says which");
    }

    @Override
    public FileOpener files() throws Unavailable {
        return present(files, "files cannot be opened: the bundle dev.nacre.linux does not run");
    }

    @Override
    public Bundles bundles() {
        return bundles;
    }

    @Override
    public Configurator configurator() throws Unavailable {
        return present(
                configurator,
                "nothing can be configured: the bundle dev.nacre.config does not run; the log says"
                        + " why");
    }

    @Override
    public Plugins plugins() throws Unavailable {
        return present(
                plugins, "plugins are not seen to: the bundle dev.nacre.plugins does not run");
    }

    @Override
    public List<NamedNotifier> notifiers() {
        return List.copyOf(notifiers.values());
    }

    private static <T> T present(T service, String otherwise) throws Unavailable {
        if (service == null) {
            throw new Unavailable(otherwise);
        }
        return service;
    }

    @Override
    public FileTree tree() throws IOException {
        return new LinuxFileTree(MountTable.read());
    }

    @Override
    public Optional<Accessor> process(int pid) {
        return Processes.find(pid);
    }

    @Override
    public Optional<Accessor> processOf(String user) throws IOException {
        if (user.matches("[0-9]{1,9}")) {
            return Optional.of(processOf(Integer.parseInt(user), Set.of()));
        }
        OptionalInt id = Accounts.user(user);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(processOf(id.getAsInt(), Accounts.groupsOf(user)));
    }

    private static Accessor processOf(int uid, Set<Integer> groups) {
        return new Accessor(0, uid, null, null, List.of(), groups, null);
    }
}
