/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.bundle;

import dev.nacre.api.file.BytePath;
import dev.nacre.plugins.internal.folder.JarCopy;
import dev.nacre.plugins.internal.folder.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle of a plugin. Its location says which file it comes from and which bytes that had; so
 * whoever sees to plugins next knows what is there.
 *
 * <p>What the bundle does when it is started or stopped may take for ever, and with it {@link
 * #start} and {@link #remove}.
 */
public final class PluginBundle {
    private static final Logger LOG = LoggerFactory.getLogger(PluginBundle.class);
    private static final String LOCATION = "nacre-plugin:";

    /** What is wired to a bundle that has gone is wired anew by the framework's own thread. */
    private static final long REFRESH_SECONDS = 10;

    private final BundleContext context;
    private final Bundle bundle;

    private PluginBundle(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
    }

    static boolean isOne(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    /** All that are installed. */
    public static List<PluginBundle> installed(BundleContext context) {
        return Stream.of(context.getBundles())
                .filter(PluginBundle::isOne)
                .map(bundle -> new PluginBundle(context, bundle))
                .toList();
    }

    /** Installs one; nothing of it runs yet. */
    public static PluginBundle install(BundleContext context, BytePath name, JarCopy jar)
            throws IOException, Refused {
        String location = LOCATION + name + '?' + jar.sha256();
        try (InputStream in = Files.newInputStream(jar.file())) {
            return new PluginBundle(context, context.installBundle(location, in));
        } catch (BundleException e) {
            throw new Refused("it cannot be installed: " + e.getMessage());
        }
    }

    /** The file's name in plugins. */
    public BytePath file() {
        String location = bundle.getLocation();
        return BytePath.parse(location.substring(LOCATION.length(), location.lastIndexOf('?')));
    }

    /** As {@link JarCopy#sha256}. */
    public String sha256() {
        String location = bundle.getLocation();
        return location.substring(location.lastIndexOf('?') + 1);
    }

    public String symbolicName() {
        return bundle.getSymbolicName();
    }

    public String version() {
        return bundle.getVersion().toString();
    }

    /** Whether it is at work. */
    public boolean isActive() {
        return bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
    }

    /**
     * Starts it; does nothing where it is at work.
     *
     * @throws Refused where it cannot be; the bundle stays installed
     */
    public void start() throws Refused {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            if (e.getType() == BundleException.RESOLVE_ERROR) {
                throw new Refused(new Unresolved(context).explain(bundle, e.getMessage()));
            }
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new Refused("it failed when it was started: " + cause);
        }
    }

    /**
     * Stops and uninstalls it, and has nothing use it any more.
     *
     * @throws Refused where the framework does not let go of it; the bundle stays
     */
    public void remove() throws Refused, InterruptedException {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        } catch (BundleException e) {
            throw new Refused("it cannot be stopped: " + e.getMessage() + "; restart the host");
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("What used the plugin {} is not wired anew yet", symbolicName());
        }
    }
}
