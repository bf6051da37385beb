/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.origin;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.config.internal.files.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Notes who changes a configuration. Config Admin tells by the very thread that makes the change,
 * before any component hears of it: so it is whoever this thread has been claimed for, else the
 * bundle that the call came from.
 */
@Component(
        service = {Origins.class, SynchronousConfigurationListener.class},
        immediate = true)
public final class ChangeOrigins implements Origins, SynchronousConfigurationListener {
    private static final String CONFIG_ADMIN = "org.apache.felix.configadmin";
    private static final String OWN = "dev.nacre.config";
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Far longer than a component takes to hear of its change. */
    private static final long RECENT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Change(Origin origin, long nanos) {}

    private final Map<String, Change> latest = new ConcurrentHashMap<>();
    private final ThreadLocal<Origin> claimed = new ThreadLocal<>();
    private final Path etc;

    /** Needs the framework property {@code nacre.etc}: the folder that File Install watches. */
    @Activate
    public ChangeOrigins(BundleContext context) {
        this(ConfigurationFiles.etc(context));
    }

    public ChangeOrigins(Path etc) {
        this.etc = etc;
    }

    @Override
    public Optional<Origin> of(String pid) {
        Origin claim = claimed.get();
        if (claim != null) {
            return Optional.of(claim);
        }
        Change change = latest.get(pid);
        return change != null && System.nanoTime() - change.nanos() < RECENT_NANOS
                ? Optional.of(change.origin())
                : Optional.empty();
    }

    @Override
    public Claim claim(Origin origin) {
        Origin before = claimed.get();
        claimed.set(origin);
        return () -> {
            if (before == null) {
                claimed.remove();
            } else {
                claimed.set(before);
            }
        };
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() != ConfigurationEvent.CM_LOCATION_CHANGED) {
            origin(event)
                    .map(origin -> new Change(origin, System.nanoTime()))
                    .ifPresent(change -> latest.put(event.getPid(), change));
        }
    }

    private Optional<Origin> origin(ConfigurationEvent event) {
        Origin claim = claimed.get();
        if (claim != null) {
            return Optional.of(claim);
        }
        // What this bundle does by itself is to keep what others have changed.
        return caller().map(bundle -> origin(bundle, event.getPid()));
    }

    private Origin origin(String bundle, String pid) {
        return bundle.equals(FILE_INSTALL)
                ? file(etc.resolve(pid.replace('~', '-') + ".cfg"))
                : new Origin(Origin.Means.BUNDLE, bundle, "Config Admin");
    }

    /** The owner may not be who wrote it; no more is to be known. */
    static Origin file(Path file) {
        try {
            Object uid = Files.getAttribute(file, "unix:uid");
            String who = Files.getOwner(file).getName() + " (uid " + uid + "), who owns the file";
            return new Origin(
                    Origin.Means.FILE,
                    who,
                    file + ", last written " + Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return new Origin(Origin.Means.FILE, "unknown", file + ", which is gone");
        }
    }

    /** The symbolic name of the bundle nearest to the call, but for Config Admin's and this one. */
    private static Optional<String> caller() {
        return STACK.walk(
                frames ->
                        frames.map(frame -> FrameworkUtil.getBundle(frame.getDeclaringClass()))
                                .filter(bundle -> bundle != null && bundle.getBundleId() != 0)
                                .map(Bundle::getSymbolicName)
                                .filter(name -> !name.equals(CONFIG_ADMIN) && !name.equals(OWN))
                                .findFirst());
    }
}
