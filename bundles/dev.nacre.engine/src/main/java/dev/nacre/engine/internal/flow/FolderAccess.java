/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import java.util.Optional;

/** That a folder has arrived; who did it does not matter to what lies below it. */
record FolderAccess(Location location) implements Access {
    @Override
    public AccessKind kind() {
        return AccessKind.ARRIVE;
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public int pid() {
        return 0;
    }

    @Override
    public Optional<Accessor> process() {
        return Optional.empty();
    }
}
