/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.notify.Deliveries;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import dev.nacre.notifier.delivery.DeliveryOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows users on their desktop what was found in files that their processes touched. Who is not
 * logged in is not shown anything, then or later.
 */
@Component(
        service = {Notifier.class, HealthContributor.class},
        configurationPid = DesktopNotifier.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class DesktopNotifier implements Notifier, HealthContributor {
    static final String PID = "dev.nacre.notifier.desktop";

    private static final Logger LOG = LoggerFactory.getLogger(DesktopNotifier.class);

    private final Sessions sessions;
    private final Configured<Users> users;
    private final Map<Integer, UserNotifier> notifiers = new ConcurrentHashMap<>();
    private volatile Map<String, Object> properties;

    /** Called by Declarative Services. */
    @Activate
    public DesktopNotifier(Map<String, Object> properties) {
        this(Sessions.OF_THIS_MACHINE, properties);
    }

    DesktopNotifier(Sessions sessions, Map<String, Object> properties) {
        this.sessions = sessions;
        this.properties = properties;
        this.users =
                new Configured<>(
                        "notifier " + Settings.instanceName(properties),
                        Config.class,
                        properties,
                        DesktopNotifier::read);
    }

    /** Refuses, too, what the users' own notifiers would. */
    private static Users read(Settings settings) {
        DeliveryOptions.of(settings);
        return Users.of(settings);
    }

    @Modified
    void modified(Map<String, Object> changed) {
        Optional<String> refusal = users.update(changed);
        if (refusal.isPresent()) {
            LOG.error(refusal.get());
        } else {
            properties = changed;
            notifiers.values().forEach(notifier -> notifier.modified(changed));
        }
    }

    @Deactivate
    void deactivate() {
        notifiers.values().parallelStream().forEach(UserNotifier::close);
    }

    @Override
    public void detected(Detection detection) {
        Set<Integer> told = new TreeSet<>(users.get().ids());
        detection.process().filter(by -> by.uid() >= 0).ifPresent(by -> told.add(by.uid()));
        loggedIn(told).forEach(notifier -> notifier.detected(detection));
    }

    @Override
    public void healthChanged(HealthChange change) {
        loggedIn(users.get().ids()).forEach(notifier -> notifier.healthChanged(change));
    }

    /** Those of these users who are logged in. */
    private List<UserNotifier> loggedIn(Set<Integer> uids) {
        return uids.stream().filter(sessions::has).map(this::notifier).toList();
    }

    private UserNotifier notifier(int uid) {
        return notifiers.computeIfAbsent(uid, id -> new UserNotifier(properties, sessions, id));
    }

    /** Shows a test to those who are told of all, or where there are none to all who are there. */
    @Override
    public String test() throws Exception {
        Set<Integer> all = users.get().ids().isEmpty() ? sessions.users() : users.get().ids();
        List<UserNotifier> there = loggedIn(all);
        if (there.isEmpty()) {
            throw new IOException(
                    "nobody who could be shown a test is logged in: "
                            + sessions.folder()
                            + " has no bus of theirs");
        }
        List<String> answers = new ArrayList<>();
        for (UserNotifier notifier : there) {
            answers.add(notifier.test());
        }
        return String.join(", ", answers);
    }

    @Override
    public Optional<Deliveries> deliveries() {
        Deliveries sum = new Deliveries(0, 0, 0, Map.of());
        for (UserNotifier notifier : notifiers.values()) {
            sum = sum(sum, notifier.deliveries().orElseThrow());
        }
        return Optional.of(sum);
    }

    private static Deliveries sum(Deliveries one, Deliveries other) {
        Map<String, Long> lost = new HashMap<>(one.lost());
        other.lost().forEach((reason, count) -> lost.merge(reason, count, Long::sum));
        return new Deliveries(
                one.sent() + other.sent(),
                one.failed() + other.failed(),
                one.waiting() + other.waiting(),
                lost);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(users.findings());
        notifiers.values().forEach(notifier -> findings.addAll(notifier.findings()));
        return findings;
    }

    /** Refuses beforehand what {@link DesktopNotifier} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            DeliveryOptions.check(Config.class, properties, Users::of);
        }
    }
}
