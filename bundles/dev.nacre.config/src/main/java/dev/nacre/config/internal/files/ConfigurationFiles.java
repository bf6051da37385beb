/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import dev.nacre.api.config.Origins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the files under {@code etc/} and the configurations the same. File Install reads the files;
 * what changes in Config Admin, by the web console or another bundle, is written here, in place of
 * File Install: that one loses each backslash it writes, and rewrites each list as soon as it reads
 * it. So the framework property {@code felix.fileinstall.enableConfigSave} must be {@code false}.
 *
 * <p>A Nacre configuration made in the console gets a file ({@link Adoption}).
 */
@Component(
        service = {ConfigurationListener.class, ConfigurationFiles.class},
        immediate = true)
public final class ConfigurationFiles implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);

    private static final String OURS = "dev.nacre.";

    private final ConfigurationAdmin admin;
    private final CfgFolder folder;
    private final WriteBack writeBack;
    private final Adoption adoption;

    /** Needs the framework property {@code nacre.etc}: the folder that File Install watches. */
    @Activate
    public ConfigurationFiles(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference Origins origins) {
        this(etc(context), admin, origins);
    }

    public ConfigurationFiles(Path etc, ConfigurationAdmin admin, Origins origins) {
        this.admin = admin;
        this.folder = new CfgFolder(etc);
        this.writeBack = new WriteBack(folder);
        this.adoption = new Adoption(admin, origins, folder, writeBack);
        for (Configuration configuration : find("(service.pid=*)")) {
            updated(configuration, true);
        }
    }

    /**
     * The folder that File Install watches.
     *
     * @throws IllegalStateException where the framework does not say
     */
    public static Path etc(BundleContext context) {
        String etc = context.getProperty("nacre.etc");
        if (etc == null) {
            throw new IllegalStateException(
                    "The framework property nacre.etc is not set, so what is configured"
                            + " here gets into no file. Set it to the path of etc/.");
        }
        return Path.of(etc);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (event.getType() == ConfigurationEvent.CM_UPDATED) {
            for (Configuration configuration : find("(service.pid=" + pid + ")")) {
                updated(configuration, false);
            }
        } else if (event.getType() == ConfigurationEvent.CM_DELETED) {
            deleted(pid);
        }
    }

    /**
     * The file that a configuration is kept in, or would be.
     *
     * @param properties of the configuration; {@code null} where it has none yet
     */
    public Path fileOf(Configuration configuration, Dictionary<String, Object> properties) {
        String pid = configuration.getPid();
        String factory = configuration.getFactoryPid();
        String name = factory == null ? null : pid.substring(factory.length() + 1);
        return Optional.ofNullable(properties)
                .map(known -> known.get(Contents.FILE))
                .flatMap(folder::fileOf)
                .orElseGet(() -> folder.file(factory == null ? pid : factory, name));
    }

    /**
     * Writes a configuration, then has it in force: so nothing is in force that would not survive.
     *
     * @param changed keys that are not as they are in the file
     * @param contents all that it is to hold
     * @throws IOException where it was not written: nothing was changed
     */
    public synchronized void save(
            Configuration configuration,
            Path file,
            Set<String> changed,
            SortedMap<String, Object> contents)
            throws IOException {
        writeBack.write(configuration.getPid(), file, changed, contents);
        configuration.update(Contents.withFile(contents, file));
    }

    /**
     * Deletes a configuration, then its file: File Install deletes what has lost its file, and two
     * at once would be one too many.
     *
     * @throws IOException where the file could not be deleted
     */
    public synchronized void remove(Configuration configuration, Path file) throws IOException {
        configuration.delete();
        try {
            folder.delete(file);
        } catch (IOException e) {
            throw new IOException(
                    file
                            + " cannot be deleted, and would bring its configuration back at the"
                            + " next start, which is in force no more: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Whether a file holds what was written here, which is or has been in force; once somebody else
     * is seen to have written it, not before it is written here again.
     *
     * @throws IOException where it cannot be read
     */
    public synchronized boolean hasWritten(Path file) throws IOException {
        return folder.isOwn(file.toAbsolutePath().normalize());
    }

    /**
     * A file was not there a moment ago: deletes the configuration that came from it, unless the
     * file is there again, or the configuration is just being made anew and holds nothing yet.
     */
    public synchronized void missed(Path file) throws IOException {
        if (folder.has(file)) {
            return;
        }
        for (Configuration configuration : find("(service.pid=*)")) {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null && CfgFolder.key(file).equals(properties.get(Contents.FILE))) {
                configuration.delete();
            }
        }
    }

    private Configuration[] find(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? new Configuration[0] : found;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Config Admin cannot look for " + filter, e);
        }
    }

    private synchronized void deleted(String pid) {
        try {
            writeBack.deleted(pid);
        } catch (IOException e) {
            LOG.error(
                    "The configuration {} was deleted, but its file under etc/ was not, and would"
                            + " bring it back at the next start. Delete the file.",
                    pid,
                    e);
        }
    }

    private synchronized void updated(Configuration configuration, boolean starting) {
        String pid = configuration.getPid();
        try {
            long seen = configuration.getChangeCount();
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties == null) {
                return;
            }
            SortedMap<String, Object> contents = plain(pid, Contents.of(properties));
            Object key = properties.get(Contents.FILE);
            if (key == null) {
                if (pid.startsWith(OURS)) {
                    adoption.adopt(configuration, seen, contents);
                }
                return;
            }
            Optional<Path> file = folder.fileOf(key);
            if (file.isPresent() && starting) {
                writeBack.learn(pid, file.get(), contents);
            } else if (file.isPresent()) {
                writeBack.updated(pid, file.get(), contents);
            }
        } catch (IOException e) {
            LOG.error(
                    "The configuration {} is in force, but not written to etc/. Make the folder"
                            + " writable and save it once more.",
                    pid,
                    e);
        } catch (IllegalStateException e) {
            LOG.debug("The configuration {} was deleted meanwhile", pid, e);
        }
    }

    /** How components of others read their configurations is not known. */
    private static SortedMap<String, Object> plain(String pid, SortedMap<String, Object> found) {
        return pid.startsWith(OURS) ? Contents.plain(found) : found;
    }
}
