/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.explain;

import dev.nacre.api.event.Access;
import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import java.util.Optional;

/** An access that nobody makes: somebody asks what would become of it. */
record AskedAccess(
        AccessKind kind,
        Location location,
        long size,
        Optional<String> fileSystem,
        Optional<Accessor> process)
        implements Access {
    @Override
    public int pid() {
        return process.map(Accessor::pid).orElse(0);
    }
}
