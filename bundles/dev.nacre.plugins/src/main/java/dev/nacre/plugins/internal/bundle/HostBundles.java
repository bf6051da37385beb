/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal.bundle;

import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

/** The bundles that the host is made of: all but plugins. */
public final class HostBundles {
    private final BundleContext context;

    public HostBundles(BundleContext context) {
        this.context = context;
    }

    /** Whether one of them has this symbolic name. */
    boolean has(String symbolicName) {
        return bundles().anyMatch(bundle -> symbolicName.equals(bundle.getSymbolicName()));
    }

    /** The symbolic name of one that exports a package. */
    Optional<String> exporter(String packageName) {
        return bundles()
                .filter(bundle -> exports(bundle, packageName))
                .map(Bundle::getSymbolicName)
                .findFirst();
    }

    private Stream<Bundle> bundles() {
        return Stream.of(context.getBundles()).filter(bundle -> !PluginBundle.isOne(bundle));
    }

    private static boolean exports(Bundle bundle, String packageName) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(
                                capability ->
                                        packageName.equals(
                                                capability
                                                        .getAttributes()
                                                        .get(PackageNamespace.PACKAGE_NAMESPACE)));
    }
}
