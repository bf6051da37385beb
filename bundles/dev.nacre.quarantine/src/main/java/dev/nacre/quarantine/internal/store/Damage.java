/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.quarantine.internal.store;

import dev.nacre.api.file.BytePath;
import dev.nacre.quarantine.internal.folder.Folder;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets apart what is damaged, for people to look at; health reports it until it is gone. */
final class Damage {
    private static final Logger LOG = LoggerFactory.getLogger(Damage.class);

    private final Folder folder;

    Damage(Folder folder) {
        this.folder = folder;
    }

    /** Moves those of these files that are there to {@code damaged}, under names that are free. */
    void setApart(String why, BytePath... names) throws IOException {
        for (BytePath name : names) {
            if (folder.identify(name).isPresent()) {
                folder.makeFolder(Names.DAMAGED);
                try (Folder damaged = folder.open(Names.DAMAGED)) {
                    BytePath free = name;
                    while (damaged.identify(free).isPresent()) {
                        free = BytePath.of(name + "." + Names.random());
                    }
                    folder.moveTo(damaged, name, free);
                    LOG.error("{} is damaged and moved to {}: {}", name, damaged.path(), why);
                }
            }
        }
    }
}
