/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.status;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Names the components, of plugins too, that could not start; most often for a configuration that
 * is wrong.
 */
@Component
public final class FailedComponents implements HealthContributor {
    /** What they fail at they log; none of it is the guard's. */
    private static final String FELIX = "org.apache.felix.";

    /** The first line of a stack trace, behind the name of the exception. */
    private static final Pattern CAUSE = Pattern.compile("(?m)^(?:Caused by: )?[\\w.$]+: (.*)$");

    private final ServiceComponentRuntime runtime;

    @Activate
    public FailedComponents(@Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<Finding> findings() {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> !component.implementationClass.startsWith(FELIX))
                .flatMap(component -> findings(component).stream())
                .toList();
    }

    private List<Finding> findings(ComponentDescriptionDTO component) {
        return runtime.getComponentConfigurationDTOs(component).stream()
                .filter(c -> c.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(c -> new Finding(subject(component, c), Health.DEGRADED, cause(c.failure)))
                .toList();
    }

    private static String subject(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        Object pid = configuration.properties.get("service.pid");
        return pid == null ? component.name : pid.toString();
    }

    /** The innermost cause says what is wrong, the outer ones only where. */
    private static String cause(String failure) {
        String last = "it could not start; the log says why";
        Matcher causes = CAUSE.matcher(failure == null ? "" : failure);
        while (causes.find()) {
            last = causes.group(1);
        }
        return last;
    }
}
