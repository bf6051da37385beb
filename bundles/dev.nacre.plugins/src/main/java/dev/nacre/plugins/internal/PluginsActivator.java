/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.plugin.Plugins;
import dev.nacre.plugins.internal.bundle.HostBundles;
import dev.nacre.plugins.internal.bundle.Inspection;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Starts the deployer. An activator and no component: it returns when the plugins that are there
 * already are at work, so that they are before anything is guarded.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class PluginsActivator implements BundleActivator {
    private static final int COME_OR_GONE =
            BundleEvent.INSTALLED | BundleEvent.UPDATED | BundleEvent.UNINSTALLED;

    private Deployer deployer;

    @Override
    public void start(BundleContext context) throws IOException, InterruptedException {
        Path var = Path.of(context.getProperty("nacre.var"));
        Inspection inspection =
                new Inspection(new HostBundles(context), Runtime.version().feature());
        deployer =
                new Deployer(
                        Path.of(context.getProperty("nacre.plugins")),
                        Path.of(context.getProperty("nacre.etc"), "plugins.allow"),
                        new Workshop(context, inspection, emptied(var.resolve("cache/plugins"))));
        context.addBundleListener(
                (SynchronousBundleListener)
                        event -> {
                            if ((event.getType() & COME_OR_GONE) != 0) {
                                deployer.surroundingsChanged();
                            }
                        });
        deployer.begin();
        context.registerService(
                new String[] {Plugins.class.getName(), HealthContributor.class.getName()},
                deployer,
                null);
    }

    /** The framework takes the services back. */
    @Override
    public void stop(BundleContext context) throws InterruptedException {
        deployer.end();
    }

    private static Path emptied(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return folder;
    }
}
