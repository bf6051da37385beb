/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import java.util.Optional;

/** An access as it would have been elsewhere. */
record ThereAccess(Access here, Location location) implements Access {
    @Override
    public AccessKind kind() {
        return here.kind();
    }

    @Override
    public long size() {
        return here.size();
    }

    @Override
    public int pid() {
        return here.pid();
    }

    @Override
    public Optional<Accessor> process() {
        return here.process();
    }
}
