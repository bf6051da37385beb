/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.plugin.Plugin;
import dev.nacre.api.plugin.Plugins;
import dev.nacre.linux.Directory;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.NativeBuffer;
import dev.nacre.plugins.internal.bundle.PluginBundle;
import dev.nacre.plugins.internal.folder.AllowList;
import dev.nacre.plugins.internal.folder.Refused;
import dev.nacre.plugins.internal.folder.TrustedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the bundles of {@code plugins/} come and go with their files. Where others than root could
 * change the folder, all stays as it is: nothing is taken from it, and nothing that is at work is
 * stopped because a file has gone.
 */
final class Deployer implements Plugins, HealthContributor {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    private static final String SUFFIX = ".jar";
    private static final long PAUSE_MILLIS = 250;

    /** How long the start of the host waits for plugins that are there already. */
    private static final long START_MILLIS = 10_000;

    private final BytePath path;
    private final Path allowFile;
    private final Workshop shop;
    private final Map<BytePath, Slot> slots = new ConcurrentSkipListMap<>();
    private final NativeBuffer room = new NativeBuffer(8 * 1024);
    private final AtomicInteger surroundings = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "nacre-plugins");
    private volatile String distrust = "";

    /**
     * @param path of the folder
     * @param allowFile the list of those that may be there
     */
    Deployer(Path path, Path allowFile, Workshop shop) {
        this.path = BytePath.of(path.toString());
        this.allowFile = allowFile;
        this.shop = shop;
    }

    /** A bundle has come or gone. Any thread. */
    void surroundingsChanged() {
        surroundings.incrementAndGet();
    }

    /** Starts what is there, and returns when it is at work; then sees to what comes and goes. */
    void begin() throws InterruptedException {
        for (PluginBundle installed : PluginBundle.installed(shop.context())) {
            slots.put(installed.file(), new Slot(installed.file(), installed, shop));
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        int before;
        do {
            before = surroundings.get();
            look(true);
            for (Slot slot : slots.values()) {
                slot.await(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            }
            // One may need another that came after it.
        } while (surroundings.get() != before
                && slots.values().stream().anyMatch(Slot::isRefused)
                && System.nanoTime() < end);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sees to nothing any more. What is at work goes on. */
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(PAUSE_MILLIS);
                look(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(boolean atOnce) {
        try {
            AllowList allowed = AllowList.read(allowFile);
            try (TrustedFolder folder = TrustedFolder.open(path)) {
                Set<BytePath> names = new TreeSet<>(slots.keySet());
                names.addAll(folder.names(SUFFIX, room));
                View view = new View(folder, allowed, surroundings.get(), atOnce);
                for (BytePath name : names) {
                    slots.computeIfAbsent(name, n -> new Slot(n, null, shop))
                            .look(folder.identify(name), view, slots.values());
                }
            }
            slots.values().removeIf(Slot::isGone);
            distrust = "";
        } catch (Refused | IOException e) {
            distrust(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Plugins cannot be seen to; tried again soon", e);
        }
    }

    /** No matter as long as there is nothing to load. */
    private void distrust(String why) {
        boolean matters = !slots.isEmpty() || holdsJars();
        if (matters && !why.equals(distrust)) {
            LOG.error("{} is left as it is: {}", path, why);
        }
        distrust = matters ? why : "";
    }

    private boolean holdsJars() {
        try {
            return Directory.list(path).stream()
                    .anyMatch(entry -> entry.name().toString().endsWith(SUFFIX));
        } catch (LinuxException e) {
            return false;
        }
    }

    @Override
    public List<Plugin> list() {
        return slots.values().stream().map(Slot::status).toList();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        String folder = distrust;
        if (!folder.isEmpty()) {
            all.add(
                    new Finding(
                            "plugins",
                            Health.DEGRADED,
                            "nothing is loaded from " + path + ": " + folder));
        }
        for (Plugin plugin : list()) {
            if (!plugin.reason().isEmpty()) {
                all.add(new Finding("plugin " + plugin.file(), Health.DEGRADED, plugin.reason()));
            }
        }
        return all;
    }
}
