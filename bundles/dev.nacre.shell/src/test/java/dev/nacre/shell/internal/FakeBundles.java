/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.config.Origin;
import dev.nacre.api.file.BytePath;
import dev.nacre.shell.internal.verb.Bundles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two bundles, by one of which the verbs are carried. */
final class FakeBundles implements Bundles {
    final List<String> done = new ArrayList<>();
    final List<String> doers = new ArrayList<>();

    @Override
    public List<Installed> all() {
        return List.of(
                new Installed(1, "dev.nacre.engine", "0.2.0", "active"),
                new Installed(12, "dev.nacre.shell", "0.2.0", "active"));
    }

    @Override
    public boolean restart(String name, Origin origin) throws IOException {
        return does("restart " + name, name, origin);
    }

    @Override
    public boolean update(String name, Optional<BytePath> jar, Origin origin) throws IOException {
        return does("update " + name + jar.map(path -> " from " + path).orElse(""), name, origin);
    }

    private boolean does(String what, String name, Origin origin) throws IOException {
        if (all().stream().noneMatch(bundle -> bundle.name().equals(name))) {
            throw new IOException("there is no bundle " + name);
        }
        done.add(what);
        doers.add(origin.who());
        return !name.equals("dev.nacre.shell");
    }
}
