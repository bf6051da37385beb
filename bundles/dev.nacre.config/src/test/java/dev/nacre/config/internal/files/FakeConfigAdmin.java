/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.files;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;

/** Config Admin in memory, which tells its listener of each update as the real one does. */
public final class FakeConfigAdmin implements ConfigurationAdmin {
    private final SortedMap<String, FakeConfiguration> configurations = new TreeMap<>();
    private ConfigurationListener listener = event -> {};
    private int updates;
    private Runnable meanwhile = () -> {};

    public void listener(ConfigurationListener newListener) {
        listener = newListener;
    }

    public Set<String> pids() {
        return configurations.keySet();
    }

    int updates() {
        return updates;
    }

    public Map<String, Object> properties(String pid) {
        return configurations.get(pid).properties;
    }

    /** What the Configuration page does when it saves. */
    public void save(String factory, String pid, Map<String, Object> properties) {
        configurations
                .computeIfAbsent(pid, key -> new FakeConfiguration(factory, key))
                .update(new Hashtable<>(properties));
    }

    /** What the Configuration page does when it deletes. */
    public void delete(String pid) {
        configurations.get(pid).delete();
    }

    @Override
    public Configuration getFactoryConfiguration(String factory, String name, String location) {
        String pid = factory + "~" + name;
        return configurations.computeIfAbsent(pid, key -> new FakeConfiguration(factory, key));
    }

    /** Understands the two forms {@code (service.pid=X)} and {@code (service.pid=X*)}. */
    @Override
    public Configuration[] listConfigurations(String filter) {
        String pid = filter.replaceAll("^\\(service\\.pid=|\\)$", "");
        Configuration[] found =
                configurations.values().stream()
                        .filter(each -> each.properties != null)
                        .filter(
                                each ->
                                        pid.endsWith("*")
                                                ? each.pid.startsWith(pid.replace("*", ""))
                                                : each.pid.equals(pid))
                        .toArray(Configuration[]::new);
        return found.length == 0 ? null : found;
    }

    /** Does this once, when a configuration has been read and nothing been done with it yet. */
    void meanwhile(Runnable deed) {
        meanwhile = deed;
    }

    @Override
    public Configuration createFactoryConfiguration(String factory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration createFactoryConfiguration(String factory, String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration(String pid, String location) {
        return configurations.computeIfAbsent(pid, key -> new FakeConfiguration(null, key));
    }

    @Override
    public Configuration getConfiguration(String pid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getFactoryConfiguration(String factory, String name) {
        throw new UnsupportedOperationException();
    }

    private final class FakeConfiguration implements Configuration {
        private final String factory;
        private final String pid;
        private Map<String, Object> properties;
        private long changes;

        FakeConfiguration(String factory, String pid) {
            this.factory = factory;
            this.pid = pid;
        }

        @Override
        public String getPid() {
            return pid;
        }

        @Override
        public String getFactoryPid() {
            return factory;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            if (properties == null) {
                return null;
            }
            Hashtable<String, Object> copy = new Hashtable<>(properties);
            copy.put("service.pid", pid);
            Runnable deed = meanwhile;
            meanwhile = () -> {};
            deed.run();
            return copy;
        }

        @Override
        public void update(Dictionary<String, ?> newProperties) {
            properties = new TreeMap<>();
            for (String key : Collections.list(newProperties.keys())) {
                properties.put(key, newProperties.get(key));
            }
            updates++;
            changes++;
            listener.configurationEvent(
                    new ConfigurationEvent(
                            new NoReference(), ConfigurationEvent.CM_UPDATED, factory, pid));
        }

        @Override
        public void delete() {
            configurations.remove(pid);
            listener.configurationEvent(
                    new ConfigurationEvent(
                            new NoReference(), ConfigurationEvent.CM_DELETED, factory, pid));
        }

        @Override
        public Dictionary<String, Object> getProcessedProperties(ServiceReference<?> reference) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void update() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean updateIfDifferent(Dictionary<String, ?> newProperties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setBundleLocation(String location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getBundleLocation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getChangeCount() {
            return changes;
        }

        @Override
        public void addAttributes(ConfigurationAttribute... attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<ConfigurationAttribute> getAttributes() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeAttributes(ConfigurationAttribute... attributes) {
            throw new UnsupportedOperationException();
        }
    }
}
