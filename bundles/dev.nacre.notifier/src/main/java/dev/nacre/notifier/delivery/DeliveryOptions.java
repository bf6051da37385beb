/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What all notifiers are configured to: what is told, how much of it, and for how long it is tried.
 *
 * @param events what is told of
 * @param minSeverity what matters less is not told
 * @param burst how many messages of a kind are told one by one within {@code interval}; the others
 *     are counted and told in one; 0: all are told one by one
 * @param interval how long {@code burst} holds for
 * @param queue how many messages may wait for the receiver
 * @param retryFor how old a message may grow before it is given up
 */
public record DeliveryOptions(
        Set<EventKind> events,
        Severity minSeverity,
        int burst,
        Duration interval,
        int queue,
        Duration retryFor) {
    private static final int MOST_IN_A_BURST = 1_000_000;
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** The heap is small: a message may hold a path of 4 KiB (PATH_MAX, limits.h). */
    private static final int MOST_WAITING = 5000;

    public DeliveryOptions {
        events = Set.copyOf(events);
    }

    /**
     * Reads the keys {@code events}, {@code minSeverity}, {@code burst}, {@code interval}, {@code
     * queue} and {@code retryFor}, all of which the annotation type must define. What is wrong is
     * remembered by {@code settings}.
     */
    public static DeliveryOptions of(Settings settings) {
        return new DeliveryOptions(
                events(settings),
                settings.choice("minSeverity", Severity.class),
                settings.number("burst", 0, MOST_IN_A_BURST),
                settings.duration("interval", SHORTEST_INTERVAL, LONGEST),
                settings.number("queue", 1, MOST_WAITING),
                settings.duration("retryFor", Duration.ZERO, LONGEST));
    }

    /**
     * Reads a configuration as a notifier does, and changes nothing: for its {@link
     * dev.nacre.api.config.ConfigurationCheck}.
     *
     * @param definition the annotation type that defines keys and defaults
     * @param properties the configuration
     * @param own reads what is not common to all notifiers; what is wrong is remembered by the
     *     settings
     * @throws dev.nacre.api.config.InvalidConfiguration where the notifier would refuse it
     */
    public static void check(
            Class<?> definition, Map<String, ?> properties, Consumer<Settings> own) {
        Settings.read(
                definition,
                properties,
                settings -> {
                    own.accept(settings);
                    return of(settings);
                });
    }

    /** Reads the key {@code events}. */
    public static Set<EventKind> events(Settings settings) {
        Set<EventKind> events = EnumSet.noneOf(EventKind.class);
        events.addAll(settings.list("events", "detection, health", DeliveryOptions::event));
        return events;
    }

    private static EventKind event(String text) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    boolean wants(EventKind kind, Severity severity) {
        return events.contains(kind) && severity.compareTo(minSeverity) >= 0;
    }
}
