/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangedFiles;
import dev.nacre.linux.MountTable;
import dev.nacre.linux.Nice;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Finds changed files by going through all folders. */
@Component
public final class FolderChanges implements ChangedFiles {
    /** Half of what can be given away: nobody waits for this. */
    private static final int NICE = 10;

    @Override
    public boolean visit(BytePath folder, long since, Visitor visitor) throws IOException {
        Nice.set(NICE);
        return new FolderVisit(MountTable.read(), since, visitor).run(folder);
    }
}
