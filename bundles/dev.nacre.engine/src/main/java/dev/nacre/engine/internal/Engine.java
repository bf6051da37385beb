/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import dev.nacre.api.config.Origins;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.EventSource;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.api.scan.Scanner;
import dev.nacre.engine.internal.gap.Gaps;
import dev.nacre.engine.internal.policy.BoundFilter;
import dev.nacre.engine.internal.policy.ConfiguredWatch;
import dev.nacre.engine.internal.scan.Lane;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Has the services that come and go, on any thread, take part in the {@link Assembly}: each that a
 * policy is made of makes a new one.
 */
@Component(service = {})
public final class Engine {
    /** Above the limit that scans are given: a scanner that keeps it is never written off. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Parts parts = new Parts();
    private final BundleContext context;
    private final Assembly assembly;

    @Activate
    public Engine(BundleContext context, @Reference FileOpener opener, @Reference Gaps gaps) {
        this.context = context;
        this.assembly = new Assembly(context, opener, gaps, parts);
    }

    @Activate
    void activate() throws InterruptedException {
        assembly.start();
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        assembly.end();
    }

    /** By its reference, as it is to have its place even where it does not start. */
    @Reference(
            name = "Scanner",
            service = Scanner.class,
            cardinality = MULTIPLE,
            policy = DYNAMIC,
            updated = "updatedScanner",
            unbind = "unbindScanner")
    void bindScanner(ServiceReference<Scanner> reference) {
        Scanner scanner = context.getService(reference);
        addScanner(scanner != null ? scanner : new RefusedScanner(), properties(reference));
    }

    /** One that did not start may do so with another configuration, and takes its own place. */
    void updatedScanner(ServiceReference<Scanner> reference) {
        Lane lane = parts.lanes().find(properties(reference));
        if (lane != null && lane.scanner() instanceof RefusedScanner) {
            bindScanner(reference);
            assembly.pipeline().reassign(lane);
        }
    }

    void unbindScanner(ServiceReference<Scanner> reference) {
        removeScanner(properties(reference));
        context.ungetService(reference);
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        return FrameworkUtil.asMap(reference.getProperties());
    }

    void addScanner(Scanner scanner, Map<String, Object> properties) {
        String name = Settings.serviceName(properties, Scanner.NAME);
        Lane lane = new Lane(name, scanner, PATIENCE, assembly.bell()::ring);
        lane.staff();
        parts.lanes().put(properties, lane);
        assembly.news().comes(properties);
        assembly.policies().renew();
    }

    void removeScanner(Map<String, Object> properties) {
        Lane lane = parts.lanes().find(properties);
        assembly.news().leaves(properties);
        assembly.vacancies().open(properties, lane);
        assembly.policies().renew();
        if (!lane.gone()) {
            assembly.pipeline().reassign(lane);
        }
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addFilter(Filter filter, Map<String, Object> properties) {
        parts.filters()
                .put(
                        properties,
                        new BoundFilter(Settings.serviceName(properties, Filter.NAME), filter));
        assembly.policies().renew();
    }

    /** Its rules may have changed, and with them the folders that it exempts whole. */
    void updatedFilter(Filter filter, Map<String, Object> properties) {
        parts.filters().update(properties);
        assembly.policies().renew();
    }

    void removeFilter(Filter filter, Map<String, Object> properties) {
        parts.filters().remove(properties);
        assembly.policies().renew();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addWatch(ConfiguredWatch watch, Map<String, Object> properties) {
        parts.watches().put(properties, watch);
        assembly.policies().renew();
    }

    void updatedWatch(ConfiguredWatch watch, Map<String, Object> properties) {
        addWatch(watch, properties);
    }

    void removeWatch(ConfiguredWatch watch, Map<String, Object> properties) {
        parts.watches().remove(properties);
        assembly.policies().renew();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addSource(EventSource source, Map<String, Object> properties) {
        parts.sources().put(properties, source);
        assembly.bell().ring();
    }

    void removeSource(EventSource source, Map<String, Object> properties) {
        parts.sources().remove(properties);
        assembly.bell().ring();
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addNotifier(Notifier notifier, Map<String, Object> properties) {
        assembly.notifications().add(Settings.serviceName(properties, Notifier.NAME), notifier);
    }

    void removeNotifier(Notifier notifier) {
        assembly.notifications().remove(notifier);
    }

    @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
    void addContributor(HealthContributor contributor, Map<String, Object> properties) {
        parts.contributors().put(properties, contributor);
    }

    void removeContributor(HealthContributor contributor, Map<String, Object> properties) {
        parts.contributors().remove(properties);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    void setOrigins(Origins service) {
        parts.origins().set(service);
    }

    void unsetOrigins(Origins service) {
        parts.origins().compareAndSet(service, null);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    void setQuarantine(Quarantine service) {
        parts.quarantine().set(service);
    }

    void unsetQuarantine(Quarantine service) {
        parts.quarantine().compareAndSet(service, null);
    }
}
