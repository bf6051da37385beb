/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import dev.nacre.api.config.Origin;
import dev.nacre.api.config.Origins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a file to a configuration that was made in the console. One of a factory has a long random
 * PID there; it is replaced by one of the PID {@code FACTORY~consoleN}, which is the one its file
 * {@code FACTORY-consoleN.cfg} would get. The file is written first, the new configuration made
 * next, the random one deleted last: whenever this is cut short, nothing is lost, and the next
 * start goes on. For one thread at a time.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    /** The end of a PID that Config Admin made up. */
    private static final Pattern RANDOM = Pattern.compile(".*[.~]\\p{XDigit}{8}(-\\p{XDigit}+){4}");

    private final ConfigurationAdmin admin;
    private final Origins origins;
    private final CfgFolder folder;
    private final WriteBack writeBack;

    /**
     * @param writeBack is told of each file that is written
     */
    Adoption(ConfigurationAdmin admin, Origins origins, CfgFolder folder, WriteBack writeBack) {
        this.admin = admin;
        this.origins = origins;
        this.folder = folder;
        this.writeBack = writeBack;
    }

    /**
     * Gives it a file, and its configuration the name of that.
     *
     * @param seen its change count when {@code contents} were read
     */
    void adopt(Configuration configuration, long seen, SortedMap<String, Object> contents)
            throws IOException {
        String pid = configuration.getPid();
        String factory = configuration.getFactoryPid();
        if (factory == null) {
            keepAs(folder.file(pid, null), configuration, seen, contents);
        } else if (RANDOM.matcher(pid).matches()) {
            rename(configuration, factory, contents);
        } else {
            String name = pid.substring(factory.length() + 1);
            keepAs(folder.file(factory, name), configuration, seen, contents);
        }
    }

    /**
     * A file that is there already is brought up to date when the update comes round again. A
     * configuration that was saved anew since it was {@code seen} is left alone: that is told of
     * too, and what was saved must not be undone.
     */
    private void keepAs(
            Path file, Configuration configuration, long seen, SortedMap<String, Object> contents)
            throws IOException {
        String pid = configuration.getPid();
        if (!folder.has(file)) {
            folder.write(file, CfgFolder.HEADER + CfgText.of(contents));
            writeBack.learn(pid, file, contents);
            LOG.info("The configuration {} is kept in {}", pid, file);
        }
        if (configuration.getChangeCount() == seen) {
            configuration.update(Contents.withFile(contents, file));
        }
    }

    private void rename(
            Configuration configuration, String factory, SortedMap<String, Object> contents)
            throws IOException {
        String text = CfgFolder.HEADER + CfgText.of(contents);
        int number = 1;
        Path file = folder.file(factory, "console1");
        while (folder.has(file) && !folder.read(file).equals(text)) {
            number++;
            file = folder.file(factory, "console" + number);
        }
        if (!folder.has(file)) {
            folder.write(file, text);
        }
        Configuration renamed = admin.getFactoryConfiguration(factory, "console" + number, "?");
        writeBack.learn(renamed.getPid(), file, contents);
        Optional<Origin> origin = origins.of(configuration.getPid());
        Origins.Claim claim = origin.map(origins::claim).orElse(() -> {});
        try {
            keepAs(file, renamed, renamed.getChangeCount(), contents);
            configuration.delete();
        } finally {
            claim.end();
        }
        LOG.info("The new configuration {} is kept in {}", renamed.getPid(), file);
    }
}
