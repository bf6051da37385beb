/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.bundles;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.api.file.BytePath;
import dev.nacre.shell.internal.verb.Bundles;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles of the framework that this bundle runs in. Any thread. */
public final class FrameworkBundles implements Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkBundles.class);

    private static final long REFRESH_SECONDS = 60;

    /** So that the answer is on its way before what carries it is stopped. */
    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int START = Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY;

    private final BundleContext context;
    private final Supplier<Origins> origins;

    /** Kept, as this bundle's context ends where it is replaced itself. */
    private final FrameworkWiring wiring;

    /**
     * @param origins gives null where nobody notes who does what
     */
    public FrameworkBundles(BundleContext context, Supplier<Origins> origins) {
        this.context = context;
        this.origins = origins;
        this.wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** What is done to a bundle. */
    private interface Deed {
        void to(Bundle bundle) throws BundleException, IOException;
    }

    @Override
    public List<Installed> all() {
        return Arrays.stream(context.getBundles())
                .map(
                        bundle ->
                                new Installed(
                                        bundle.getBundleId(),
                                        String.valueOf(bundle.getSymbolicName()),
                                        bundle.getVersion().toString(),
                                        state(bundle)))
                .toList();
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.ACTIVE -> "active";
            default -> "uninstalled";
        };
    }

    private Bundle find(String name) throws IOException {
        return Arrays.stream(context.getBundles())
                .filter(
                        bundle ->
                                bundle.getBundleId() != 0 && name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "there is no bundle "
                                                + name
                                                + "; nacre bundles names all there are"));
    }

    @Override
    public boolean restart(String name, Origin origin) throws IOException {
        return does(
                find(name),
                origin,
                bundle -> {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                    bundle.start(START);
                });
    }

    @Override
    public boolean update(String name, Optional<BytePath> jar, Origin origin) throws IOException {
        Bundle found = find(name);
        if (jar.isPresent()) {
            isOf(name, jar.get());
        }
        return does(found, origin, bundle -> replace(bundle, jar));
    }

    /** Else the host would lose a part of itself, and have another twice. */
    private static void isOf(String name, BytePath jar) throws IOException {
        try (JarInputStream in = new JarInputStream(open(jar))) {
            Manifest manifest = in.getManifest();
            String other =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (other == null || !name.equals(other.split(";", 2)[0].strip())) {
                throw new IOException(
                        jar + " is " + (other == null ? "no bundle" : other) + ", not " + name);
            }
        }
    }

    private static InputStream open(BytePath jar) throws IOException {
        return new FileInputStream(new String(jar.bytes(), StandardCharsets.UTF_8));
    }

    private void replace(Bundle bundle, Optional<BytePath> jar)
            throws BundleException, IOException {
        boolean start = isUp(bundle);
        String failure = tryIn(bundle, jar, start);
        if (failure != null && jar.isPresent()) {
            String back = tryIn(bundle, Optional.empty(), start);
            failure +=
                    back == null ? ". The one before is back" : ". Nor does the one before start";
        }
        if (failure != null) {
            throw new IOException(bundle.getSymbolicName() + ": " + failure);
        }
    }

    /** Returns what was wrong; {@code null} where nothing was. */
    private String tryIn(Bundle bundle, Optional<BytePath> jar, boolean start) throws IOException {
        try (InputStream in = jar.isPresent() ? open(jar.get()) : null) {
            // Else it would be started twice: here, and when all that uses it is.
            bundle.stop(Bundle.STOP_TRANSIENT);
            if (in == null) {
                bundle.update();
            } else {
                bundle.update(in);
            }
            refresh(bundle);
            if (start) {
                bundle.start(START);
            }
            return null;
        } catch (BundleException e) {
            return e.getMessage();
        }
    }

    private void refresh(Bundle bundle) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(
                List.of(bundle),
                event -> {
                    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                        done.countDown();
                    }
                });
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "what uses "
                                + bundle.getSymbolicName()
                                + " has not started yet; see the log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isUp(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
    }

    private boolean does(Bundle bundle, Origin origin, Deed unclaimed) throws IOException {
        Deed deed = claimed(origin, unclaimed);
        LOG.info("{} is stopped and started by nacre bundles", bundle.getSymbolicName());
        if (concernsUs(bundle)) {
            Thread later = new Thread(() -> doLater(bundle, deed), "nacre-bundles");
            later.setDaemon(true);
            later.start();
            return false;
        }
        try {
            deed.to(bundle);
        } catch (BundleException e) {
            throw new IOException(bundle.getSymbolicName() + ": " + e.getMessage(), e);
        }
        return true;
    }

    /** What components do as they come and go, they do on the thread that makes them. */
    private Deed claimed(Origin origin, Deed deed) {
        return bundle -> {
            Origins known = origins.get();
            Origins.Claim claim = known == null ? () -> {} : known.claim(origin);
            try {
                deed.to(bundle);
            } finally {
                claim.end();
            }
        };
    }

    private static void doLater(Bundle bundle, Deed deed) {
        LockSupport.parkNanos(ANSWER_NANOS);
        try {
            deed.to(bundle);
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.error("{} could not be replaced or started", bundle.getSymbolicName(), e);
        }
    }

    /** Whether this bundle, or one that has a service of it, is stopped with another. */
    private boolean concernsUs(Bundle other) {
        Set<Bundle> ours = new HashSet<>(Set.of(context.getBundle()));
        ServiceReference<?>[] services = context.getBundle().getRegisteredServices();
        for (int i = 0; services != null && i < services.length; i++) {
            Bundle[] users = services[i].getUsingBundles();
            ours.addAll(users == null ? List.of() : List.of(users));
        }
        Collection<Bundle> stopped = wiring.getDependencyClosure(List.of(other));
        return ours.contains(other) || stopped.stream().anyMatch(ours::contains);
    }
}
