/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps File Install from reading what was written here. It would compare what it has read with
 * what is in force, and put that back to what it has read: a change that came in between would be
 * lost. Where somebody else has written a file, File Install's own installer gets it. Nor is what
 * was taken away and made anew here taken away once more.
 *
 * <p>File Install asks the installer ranked highest, and keeps to it: so this one must be there
 * before it.
 */
@Component(
        service = {ArtifactInstaller.class, ArtifactListener.class},
        property = "service.ranking:Integer=100")
public final class OwnFiles implements ArtifactInstaller {
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    private final BundleContext context;
    private final ConfigurationFiles files;

    @Activate
    public OwnFiles(BundleContext context, @Reference ConfigurationFiles files) {
        this.context = context;
        this.files = files;
    }

    private interface Deed {
        void by(ArtifactInstaller installer) throws Exception;
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(".cfg") && installer().isPresent();
    }

    @Override
    public void install(File file) throws Exception {
        if (!files.hasWritten(file.toPath())) {
            have(installer -> installer.install(file));
        }
    }

    @Override
    public void update(File file) throws Exception {
        if (!files.hasWritten(file.toPath())) {
            have(installer -> installer.update(file));
        }
    }

    @Override
    public void uninstall(File file) throws IOException {
        files.missed(file.toPath());
    }

    private void have(Deed deed) throws Exception {
        ServiceReference<ArtifactInstaller> reference =
                installer().orElseThrow(() -> new IOException("File Install is ending"));
        try {
            deed.by(context.getService(reference));
        } finally {
            context.ungetService(reference);
        }
    }

    /** File Install's own. */
    private Optional<ServiceReference<ArtifactInstaller>> installer() {
        try {
            return context.getServiceReferences(ArtifactInstaller.class, null).stream()
                    .filter(service -> service.getBundle() != null)
                    .filter(service -> FILE_INSTALL.equals(service.getBundle().getSymbolicName()))
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
