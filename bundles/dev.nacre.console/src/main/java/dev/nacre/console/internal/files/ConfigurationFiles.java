/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
 * Gives each Nacre configuration its file under {@code etc/}. File Install writes back what came
 * from a file; what was made in the console has none, and gets it here. From then on it is one of
 * File Install's: it carries the property that names its file, and is left alone.
 *
 * <p>One made in the console for a factory has a long random PID. It is replaced by one of the PID
 * {@code FACTORY~consoleN}, which is the one its file {@code FACTORY-consoleN.cfg} would get. The
 * file is written first, the new configuration made next, the random one deleted last: whenever
 * this is cut short, nothing is lost, and the next start goes on.
 */
@Component(service = ConfigurationListener.class, immediate = true)
public final class ConfigurationFiles implements ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);

    private static final String OURS = "dev.nacre.";

    /** What File Install calls the property that names the file. */
    private static final String FILE = "felix.fileinstall.filename";

    /** The end of a PID that Config Admin made up. */
    private static final Pattern RANDOM = Pattern.compile(".*[.~]\\p{XDigit}{8}(-\\p{XDigit}+){4}");

    private final ConfigurationAdmin admin;
    private final CfgFolder folder;

    /** Needs the framework property {@code nacre.etc}: the folder that File Install watches. */
    @Activate
    public ConfigurationFiles(BundleContext context, @Reference ConfigurationAdmin admin) {
        this(Path.of(etc(context)), admin);
    }

    ConfigurationFiles(Path etc, ConfigurationAdmin admin) {
        this.admin = admin;
        this.folder = new CfgFolder(etc);
        for (Configuration configuration : find("(service.pid=" + OURS + "*)")) {
            if (lostItsFile(configuration)) {
                forget(configuration);
            } else {
                keep(configuration);
            }
        }
    }

    private static String etc(BundleContext context) {
        String etc = context.getProperty("nacre.etc");
        if (etc == null) {
            throw new IllegalStateException(
                    "The framework property nacre.etc is not set, so configurations made in the"
                            + " console get no file. Set it to the path of etc/.");
        }
        return etc;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (event.getType() == ConfigurationEvent.CM_UPDATED && pid.startsWith(OURS)) {
            for (Configuration configuration : find("(service.pid=" + pid + ")")) {
                keep(configuration);
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

    /** Its file was deleted while nothing ran that could have taken notice. */
    private static boolean lostItsFile(Configuration configuration) {
        Object key = configuration.getProperties().get(FILE);
        try {
            return key != null && Files.notExists(Path.of(URI.create(key.toString())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void forget(Configuration configuration) {
        try {
            LOG.info("{} is gone, since its file was deleted", configuration.getPid());
            configuration.delete();
        } catch (IOException e) {
            LOG.error("{} is still in force, its file is gone", configuration.getPid(), e);
        }
    }

    private synchronized void keep(Configuration configuration) {
        String pid = configuration.getPid();
        try {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties == null || properties.get(FILE) != null) {
                return;
            }
            String factory = configuration.getFactoryPid();
            if (factory == null) {
                keepAs(folder.file(pid, null), configuration, properties);
            } else if (RANDOM.matcher(pid).matches()) {
                rename(configuration, factory, properties);
            } else {
                String name = pid.substring(factory.length() + 1);
                keepAs(folder.file(factory, name), configuration, properties);
            }
        } catch (IOException e) {
            LOG.error(
                    "The configuration {} is in force and kept in var/cm, but not written to etc/."
                            + " Make the folder writable and save it once more.",
                    pid,
                    e);
        } catch (IllegalStateException e) {
            LOG.debug("The configuration {} was deleted meanwhile", pid, e);
        }
    }

    /** A file that is there already is File Install's to bring up to date. */
    private void keepAs(
            Path file, Configuration configuration, Dictionary<String, Object> properties)
            throws IOException {
        if (!folder.has(file)) {
            folder.write(file, CfgText.of(contents(properties)));
            LOG.info("The configuration {} is kept in {}", configuration.getPid(), file);
        }
        Hashtable<String, Object> named = new Hashtable<>(contents(properties));
        named.put(FILE, CfgFolder.key(file));
        configuration.update(named);
    }

    private void rename(
            Configuration configuration, String factory, Dictionary<String, Object> properties)
            throws IOException {
        String text = CfgText.of(contents(properties));
        int number = 1;
        Path file = folder.file(factory, "console1");
        while (folder.has(file) && !folder.holds(file, text)) {
            number++;
            file = folder.file(factory, "console" + number);
        }
        if (!folder.has(file)) {
            folder.write(file, text);
        }
        Configuration renamed = admin.getFactoryConfiguration(factory, "console" + number, "?");
        keepAs(file, renamed, properties);
        configuration.delete();
        LOG.info("The new configuration {} is kept in {}", renamed.getPid(), file);
    }

    private static SortedMap<String, Object> contents(Dictionary<String, Object> properties) {
        SortedMap<String, Object> contents = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!key.startsWith("service.") && !key.equals(FILE)) {
                contents.put(key, properties.get(key));
            }
        }
        return contents;
    }
}
