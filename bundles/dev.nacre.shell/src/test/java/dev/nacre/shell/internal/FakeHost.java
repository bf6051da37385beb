/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.FileOpener;
import dev.nacre.api.guard.Guard;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.shell.internal.verb.FileTree;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.NamedNotifier;
import dev.nacre.shell.internal.verb.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host made of fakes. */
final class FakeHost implements Host {
    final FakeGuard guard = new FakeGuard();
    final FakeQuarantine quarantine = new FakeQuarantine();
    final FakeFiles files = new FakeFiles();
    final List<NamedNotifier> notifiers = new ArrayList<>();
    final Map<Integer, Accessor> processes = new HashMap<>();
    final Map<String, Accessor> users = new HashMap<>();
    boolean guardRuns = true;
    boolean quarantineRuns = true;

    @Override
    public Guard guard() throws Unavailable {
        if (!guardRuns) {
            throw new Unavailable("the guard does not run");
        }
        return guard;
    }

    @Override
    public Quarantine quarantine() throws Unavailable {
        if (!quarantineRuns) {
            throw new Unavailable("there is no quarantine");
        }
        return quarantine;
    }

    @Override
    public FileOpener files() {
        return files;
    }

    @Override
    public List<NamedNotifier> notifiers() {
        return notifiers;
    }

    @Override
    public FileTree tree() {
        return files;
    }

    @Override
    public Optional<Accessor> process(int pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    @Override
    public Optional<Accessor> processOf(String user) {
        return Optional.ofNullable(users.get(user));
    }
}
