/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.idle;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
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
 * Tells of configurations that configure nothing, as they are for an optional feature that is not
 * started, in the log and in health. Any thread.
 */
@Component(service = {HealthContributor.class, ConfigurationListener.class})
public final class IdleConfigurations implements HealthContributor, ConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(IdleConfigurations.class);

    /** An optional feature is called as its PIDs end. */
    private static final Pattern PID = Pattern.compile("dev\\.nacre\\.(?:\\w+\\.)*(\\w+)");

    private final Set<String> idle;
    private final Map<String, Finding> findings = new ConcurrentSkipListMap<>();

    /**
     * Reads the framework property {@code nacre.features.idle}: the names of the optional features
     * that are not started, with commas between them. Where it is not set, there are none.
     */
    @Activate
    public IdleConfigurations(BundleContext context, @Reference ConfigurationAdmin admin)
            throws IOException, InvalidSyntaxException {
        this(context.getProperty("nacre.features.idle"), admin);
    }

    IdleConfigurations(String idle, ConfigurationAdmin admin)
            throws IOException, InvalidSyntaxException {
        this.idle = idle == null ? Set.of() : Set.of(idle.split(","));
        Configuration[] present = admin.listConfigurations("(service.pid=dev.nacre.*)");
        for (Configuration one : present == null ? new Configuration[0] : present) {
            look(one.getPid(), one.getFactoryPid());
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            findings.remove(event.getPid());
        } else {
            look(event.getPid(), event.getFactoryPid());
        }
    }

    private void look(String pid, String factory) {
        Matcher name = PID.matcher(factory == null ? pid : factory);
        if (name.matches() && idle.contains(name.group(1))) {
            String message =
                    "it configures nothing, as its feature is not started; it is with: nacre run"
                            + " --with "
                            + name.group(1);
            if (findings.put(pid, new Finding(pid, Health.DEGRADED, message)) == null) {
                LOG.warn("{}: {}", pid, message);
            }
        }
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings.values());
    }
}
