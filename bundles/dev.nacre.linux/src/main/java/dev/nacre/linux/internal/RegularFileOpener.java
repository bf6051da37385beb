/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileOpener;
import dev.nacre.linux.RegularFile;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Opens regular files. */
@Component
public final class RegularFileOpener implements FileOpener {
    @Override
    public OpenFile open(BytePath path) throws IOException {
        return RegularFile.open(Fcntl.AT_FDCWD, path, path);
    }
}
