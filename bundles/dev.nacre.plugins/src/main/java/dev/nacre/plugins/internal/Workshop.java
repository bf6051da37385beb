/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.plugins.internal.bundle.Inspection;
import dev.nacre.plugins.internal.bundle.PluginBundle;
import dev.nacre.plugins.internal.folder.JarCopy;
import dev.nacre.plugins.internal.folder.Refused;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * What plugins are made with.
 *
 * @param copies the host's own folder, for jars on their way to the framework
 */
record Workshop(BundleContext context, Inspection inspection, Path copies) {
    PluginBundle install(BytePath name, JarCopy jar) throws IOException, Refused {
        return PluginBundle.install(context, name, jar);
    }
}
