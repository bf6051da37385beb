/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.engine.internal.policy.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * The services of one kind that are there now, the one ranked highest first.
 *
 * @param <T> what the engine keeps of a service
 */
final class Services<T> {
    /**
     * A service.
     *
     * @param properties as registered
     * @param value what the engine keeps of it
     */
    record Entry<T>(Map<String, Object> properties, T value) {
        long rank() {
            return properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        }

        long id() {
            return (Long) properties.get(Constants.SERVICE_ID);
        }

        /** Whether an LDAP filter chooses it; an empty one chooses all. */
        boolean matches(String target) {
            try {
                return target.isEmpty() || FrameworkUtil.createFilter(target).matches(properties);
            } catch (InvalidSyntaxException e) {
                throw new IllegalArgumentException(target, e);
            }
        }
    }

    private List<Entry<T>> entries = List.of();

    synchronized void put(Map<String, Object> properties, T value) {
        Entry<T> entry = new Entry<>(Map.copyOf(properties), value);
        List<Entry<T>> next = new ArrayList<>(entries);
        next.removeIf(other -> other.id() == entry.id());
        next.add(entry);
        next.sort(Comparator.<Entry<T>>comparingLong(e -> -e.rank()).thenComparingLong(Entry::id));
        entries = Collections.unmodifiableList(next);
    }

    /** Null where it is not there. */
    T find(Map<String, Object> properties) {
        Object id = properties.get(Constants.SERVICE_ID);
        return all().stream()
                .filter(entry -> id.equals(entry.id()))
                .map(Entry::value)
                .findFirst()
                .orElse(null);
    }

    /** A service that is there has other properties now. */
    synchronized void update(Map<String, Object> properties) {
        T value = remove(properties);
        if (value != null) {
            put(properties, value);
        }
    }

    /** Takes a service out; null where it was not there. */
    synchronized T remove(Map<String, Object> properties) {
        Object id = properties.get(Constants.SERVICE_ID);
        for (Entry<T> entry : entries) {
            if (id.equals(entry.id())) {
                List<Entry<T>> next = new ArrayList<>(entries);
                next.remove(entry);
                entries = Collections.unmodifiableList(next);
                return entry.value();
            }
        }
        return null;
    }

    /** A snapshot. */
    synchronized List<Entry<T>> all() {
        return entries;
    }

    /** A snapshot of the values that an LDAP filter chooses. */
    List<T> matching(String target) {
        return all().stream().filter(e -> e.matches(target)).map(Entry::value).toList();
    }

    /** What is configured of those that an LDAP filter chooses. */
    List<Part> parts(String target, String nameProperty) {
        return all().stream()
                .filter(e -> e.matches(target))
                .map(
                        e ->
                                Part.of(
                                        Settings.serviceName(e.properties(), nameProperty),
                                        e.properties()))
                .toList();
    }
}
