/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import java.io.IOException;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The classes of this bundle. When the bundle is updated, a source that is at work goes on until
 * another has taken over, and can load no more of them.
 */
final class OwnClasses {
    private static final String SUFFIX = ".class";

    private OwnClasses() {}

    /**
     * Loads them all; nothing where this is no bundle, which nobody updates.
     *
     * @throws IOException where the bundle has been replaced meanwhile
     */
    static void load() throws IOException {
        Bundle bundle = FrameworkUtil.getBundle(OwnClasses.class);
        if (bundle == null) {
            return;
        }
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        String folder = OwnClasses.class.getPackageName().replace('.', '/');
        for (String file :
                wiring.listResources(folder, "*" + SUFFIX, BundleWiring.LISTRESOURCES_LOCAL)) {
            String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
            try {
                Class.forName(name, true, wiring.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IOException(
                        "Its bundle is stopped or replaced: no class can be loaded", e);
            }
        }
    }
}
