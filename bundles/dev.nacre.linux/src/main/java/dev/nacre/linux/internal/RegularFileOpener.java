/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener;
import dev.nacre.linux.HeldName;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Opens regular files. */
@Component
public final class RegularFileOpener implements FileOpener {
    @Override
    public OpenFile open(BytePath path) throws IOException {
        return open(Fcntl.AT_FDCWD, path, path);
    }

    /**
     * Likewise, in an open folder.
     *
     * @param path for the message of an error
     */
    static OpenFile open(int folder, BytePath in, BytePath path) throws IOException {
        try (HeldName name = HeldName.take(folder, in, path)) {
            return name.open();
        }
    }
}
