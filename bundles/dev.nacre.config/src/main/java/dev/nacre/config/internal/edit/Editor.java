/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import dev.nacre.api.config.Configurator;
import dev.nacre.api.config.InvalidConfiguration;
import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import dev.nacre.config.internal.files.ConfigurationFiles;
import dev.nacre.config.internal.files.Contents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes one configuration at a time: checks it, writes its file, has it taken up. */
@Component
public final class Editor implements Configurator {
    private final ConfigurationAdmin admin;
    private final ConfigurationFiles files;
    private final Definitions definitions;
    private final Checks checks;
    private final Origins origins;
    private final Turn turn;

    @Activate
    public Editor(
            @Reference ConfigurationAdmin admin,
            @Reference ConfigurationFiles files,
            @Reference Definitions definitions,
            @Reference Checks checks,
            @Reference Origins origins,
            @Reference Turn turn) {
        this.admin = admin;
        this.files = files;
        this.definitions = definitions;
        this.checks = checks;
        this.origins = origins;
        this.turn = turn;
    }

    @Override
    public Path change(
            String pid, Map<String, List<String>> values, Set<String> unset, Origin origin)
            throws IOException, InterruptedException {
        Path file = changeOne(Name.parse(pid), values, unset, origin);
        turn.await();
        return file;
    }

    /** Two changes of one configuration must not both begin with what was before. */
    private synchronized Path changeOne(
            Name name, Map<String, List<String>> values, Set<String> unset, Origin origin)
            throws IOException {
        Definition definition =
                definitions
                        .find(name.pid(), name.isOfFactory())
                        .orElseThrow(() -> unknown(name.full()));
        Configuration configuration = name.in(admin);
        Dictionary<String, Object> before = configuration.getProperties();
        Path file = files.fileOf(configuration, before);
        SortedMap<String, Object> contents = before == null ? new TreeMap<>() : Contents.of(before);
        Set<String> changed = new HashSet<>(values.keySet());
        values.forEach((key, items) -> contents.put(key, definition.value(key, items)));
        for (String key : unset) {
            if (contents.remove(key) == null) {
                throw new InvalidConfiguration(
                        file.toString(),
                        List.of(key + " is not set, so its default holds already"));
            }
            changed.add(key);
        }
        Map<String, Object> properties = new HashMap<>(contents);
        properties.put("service.pid", configuration.getPid());
        properties.put(Contents.FILE, "file:" + file);
        checks.check(name, file, definition, properties, contents);
        Origins.Claim claim = origins.claim(origin);
        try {
            files.save(configuration, file, changed, contents);
        } finally {
            claim.end();
        }
        return file;
    }

    @Override
    public Path remove(String pid, Origin origin) throws IOException, InterruptedException {
        Path file = removeOne(Name.parse(pid).full(), origin);
        turn.await();
        return file;
    }

    private synchronized Path removeOne(String pid, Origin origin) throws IOException {
        Configuration configuration = existing(pid);
        Path file = files.fileOf(configuration, configuration.getProperties());
        Origins.Claim claim = origins.claim(origin);
        try {
            files.remove(configuration, file);
        } finally {
            claim.end();
        }
        return file;
    }

    private Configuration existing(String pid) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
            if (found == null) {
                throw new InvalidConfiguration(pid, List.of("there is no such configuration"));
            }
            return found[0];
        } catch (InvalidSyntaxException e) {
            throw unknown(pid);
        }
    }

    private InvalidConfiguration unknown(String pid) {
        return new InvalidConfiguration(
                pid,
                List.of(
                        "nothing here is configured by that name; allowed are "
                                + String.join(", ", definitions.names())));
    }
}
