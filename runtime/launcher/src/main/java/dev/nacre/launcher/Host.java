/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the bundles of the features in it. */
final class Host {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private final Framework framework;
    private final List<Bundle> bundles;

    private Host(Framework framework, List<Bundle> bundles) {
        this.framework = framework;
        this.bundles = bundles;
    }

    /** Installs the bundles; one that cannot be installed is logged and left out. */
    static Host create(Map<String, String> settings, List<FeatureContent> features)
            throws BundleException {
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(settings);
        framework.init(Host::report);
        BundleContext context = framework.getBundleContext();
        return new Host(framework, install(context, features));
    }

    /**
     * Starts all bundles, level by level, and returns when the framework has stopped. A bundle that
     * does not start is logged with its reason and does not keep the others from starting.
     */
    void run() throws BundleException, InterruptedException {
        FrameworkEvent end;
        do {
            long begin = System.nanoTime();
            framework.init(Host::report);
            framework.getBundleContext().addFrameworkListener(Host::report);
            framework.start();
            summarise((System.nanoTime() - begin) / 1_000_000);
            end = framework.waitForStop(0);
        } while (end.getType() == FrameworkEvent.STOPPED_UPDATE);
    }

    private static List<Bundle> install(BundleContext context, List<FeatureContent> features) {
        List<Bundle> bundles = new ArrayList<>();
        features.stream()
                .flatMap(feature -> feature.bundles().stream())
                .distinct()
                .forEach(file -> install(context, file).ifPresent(bundles::add));
        return bundles;
    }

    private static Optional<Bundle> install(BundleContext context, BundleFile file) {
        try {
            Bundle bundle = context.installBundle(file.location());
            bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
            if (!isFragment(bundle)) {
                // Marks it only: the framework starts it when it comes to the bundle's level.
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
            return Optional.of(bundle);
        } catch (BundleException e) {
            LOG.error("The bundle {} cannot be installed", file.jar(), e);
            return Optional.empty();
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    private static void report(FrameworkEvent event) {
        if (event.getType() != FrameworkEvent.ERROR) {
            return;
        }
        Throwable reason = event.getThrowable();
        if (reason instanceof ServiceException) {
            // Whose service it is has already said why it cannot be had.
            LOG.debug("{} lacks a service", nameOf(event.getBundle()), reason);
        } else if (reason instanceof BundleException failure
                && failure.getType() == BundleException.RESOLVE_ERROR) {
            LOG.error("{} does not resolve: {}", nameOf(event.getBundle()), reason.getMessage());
        } else {
            LOG.error("{} failed", nameOf(event.getBundle()), reason);
        }
    }

    private void summarise(long millis) {
        List<Bundle> failed =
                bundles.stream().filter(bundle -> !isFragment(bundle) && !isUp(bundle)).toList();
        if (failed.isEmpty()) {
            LOG.info("{} bundles started in {} ms", bundles.size(), millis);
        } else {
            LOG.error(
                    "{} of {} bundles did not start, for the reasons logged above: {}",
                    failed.size(),
                    bundles.size(),
                    failed.stream().map(Host::nameOf).collect(Collectors.joining(", ")));
        }
    }

    /** A bundle with lazy activation stays in STARTING until its first class is loaded. */
    private static boolean isUp(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /**
     * Stops all bundles, those of the highest level first.
     *
     * @return whether all had stopped within the time
     */
    boolean stop(long timeoutMillis) {
        try {
            framework.stop();
            FrameworkEvent end = framework.waitForStop(timeoutMillis);
            return end.getType() != FrameworkEvent.WAIT_TIMEDOUT;
        } catch (BundleException e) {
            LOG.error("The framework cannot be stopped", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Names of the bundles that still run. */
    List<String> running() {
        BundleContext context = framework.getBundleContext();
        return context == null
                ? List.of()
                : Stream.of(context.getBundles())
                        .filter(bundle -> bundle.getBundleId() != 0 && isUp(bundle))
                        .map(Host::nameOf)
                        .toList();
    }
}
