/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.filter.internal.user;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.event.Access;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.Location;
import dev.nacre.api.filter.Filter;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.watch.Watch;
import dev.nacre.filter.internal.ConfiguredFilter;
import dev.nacre.linux.Accounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Exempts what a user does, or whoever is in a group.
 *
 * <p>The user is the process's effective one, so whoever makes a set-user-id program do something
 * does it as that program's owner. A process that has ended is nobody's. Nothing is exempt that is
 * reached through {@linkplain Location#ours another mount namespace}: in a container the number of
 * a user is another's.
 */
@Component(
        service = {Filter.class, HealthContributor.class},
        configurationPid = UserFilter.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Filter.KIND + "=user")
@Designate(ocd = UserFilter.Config.class, factory = true)
public final class UserFilter extends ConfiguredFilter<UserRules> {
    static final String PID = "dev.nacre.filter.user";

    private static final long LOOKUP_MILLIS = 60_000;

    @ObjectClassDefinition(
            id = PID,
            localization = "OSGI-INF/l10n/bundle",
            name = "%user.name",
            description = "%user.description")
    @interface Config {
        @AttributeDefinition(name = "%watches.name", description = "%watches.description")
        String[] watches() default {"*"};

        @AttributeDefinition(name = "%users.name", description = "%users.description")
        String[] users() default {};

        @AttributeDefinition(name = "%groups.name", description = "%groups.description")
        String[] groups() default {};

        @AttributeDefinition(name = "%root.name", description = "%root.description")
        boolean root() default false;
    }

    private final Lookups lookups;

    @Activate
    public UserFilter(Map<String, Object> properties) {
        this(properties, UserFilter::find, LOOKUP_MILLIS);
    }

    UserFilter(Map<String, Object> properties, Lookups.Directory directory, long periodMillis) {
        super(Config.class, properties, UserRules::of);
        lookups = new Lookups(subject(), rules(), directory, periodMillis);
        lookups.start();
    }

    private static OptionalInt find(Account account) throws IOException {
        return account.kind() == Account.Kind.USER
                ? Accounts.user(account.text())
                : Accounts.group(account.text());
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
        lookups.use(rules());
    }

    @Deactivate
    void deactivate() {
        lookups.close();
    }

    @Override
    public Optional<String> exempts(Watch watch, Access access) {
        Members members = lookups.members();
        if (!members.watches().include(watch) || !access.location().ours()) {
            return Optional.empty();
        }
        Optional<Accessor> process = access.process();
        return process.isEmpty() ? Optional.empty() : members.match(process.get());
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(super.findings());
        for (String trouble : lookups.troubles()) {
            // Whom it would exempt is scanned, so nothing is guarded less.
            findings.add(
                    new Finding(
                            subject(),
                            Health.HEALTHY,
                            trouble
                                    + " The filter's other rules apply; mend its configuration, or"
                                    + " where names are looked up (nsswitch.conf)."));
        }
        return findings;
    }

    /** Refuses beforehand what {@link UserFilter} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, UserRules::of);
        }
    }
}
