/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.event;

import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.file.FileOpener.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An access that is looked at after the fact: nobody waits for an answer, and it is not known who
 * made it, unless the event says so. What is read is a file that was opened for this; the event
 * owns it, and has to close it in {@link #close}.
 */
@ProviderType
public interface LateEvent extends FileEvent {
    /** {@return the open file; {@code null} where this process may not read it} */
    OpenFile file();

    private OpenFile present() throws IOException {
        OpenFile file = file();
        if (file == null) {
            throw new IOException(location().path() + " may not be read by this process");
        }
        return file;
    }

    @Override
    default boolean readable() {
        return file() != null;
    }

    @Override
    default long size() {
        return identity().size();
    }

    @Override
    default int pid() {
        return 0;
    }

    @Override
    default Optional<Accessor> process() {
        return Optional.empty();
    }

    @Override
    default boolean permission() {
        return false;
    }

    @Override
    default boolean answer(boolean allow) {
        return false;
    }

    @Override
    default int descriptor() {
        OpenFile file = file();
        return file == null ? -1 : file.descriptor();
    }

    @Override
    default FileIdentity identify() throws IOException {
        return present().identify();
    }

    @Override
    default ChangeTrace trace() {
        OpenFile file = file();
        return file == null ? ChangeTrace.NONE : file.trace();
    }

    @Override
    default boolean finelyTimed() {
        OpenFile file = file();
        return file != null && file.finelyTimed();
    }

    @Override
    default int read(ByteBuffer target, long position) throws IOException {
        return present().read(target, position);
    }
}
