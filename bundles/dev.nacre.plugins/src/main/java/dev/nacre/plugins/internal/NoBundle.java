/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;

/**
 * Takes each jar in {@code plugins/} that is no bundle, and refuses it. File Install would say
 * nothing and look at it again for ever; so it logs the reason, once until the file changes.
 */
@Component(
        service = {ArtifactInstaller.class, ArtifactListener.class},
        property = Constants.SERVICE_RANKING + ":Integer=-1000")
public final class NoBundle implements ArtifactInstaller {
    @Override
    public boolean canHandle(File artifact) {
        return artifact.getName().endsWith(".jar") && reason(artifact) != null;
    }

    @Override
    public void install(File artifact) throws IOException {
        throw new IOException(
                artifact + " is no plugin: " + reason(artifact) + "; replace it or take it away");
    }

    @Override
    public void update(File artifact) throws IOException {
        install(artifact);
    }

    @Override
    public void uninstall(File artifact) {
        // Nothing was installed.
    }

    /** Why it is no bundle; null where it is one. */
    private static String reason(File artifact) {
        try (JarFile jar = new JarFile(artifact)) {
            Manifest manifest = jar.getManifest();
            boolean named =
                    manifest != null
                            && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME)
                                    != null;
            return named ? null : "its manifest has no " + Constants.BUNDLE_SYMBOLICNAME;
        } catch (IOException | SecurityException e) {
            return "it cannot be read as a jar: " + e.getMessage();
        }
    }
}
