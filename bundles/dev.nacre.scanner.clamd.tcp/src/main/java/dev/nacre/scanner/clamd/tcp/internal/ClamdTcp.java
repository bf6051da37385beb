/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.Scanner;
import dev.nacre.scanner.clamd.ConfiguredClamd;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Has files judged by one or more clamd over TCP. Registers the scanner itself: its name is that of
 * the configuration, and a component cannot compute a service property.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = ClamdTcp.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Config.class, factory = true)
public final class ClamdTcp extends ConfiguredClamd {
    static final String PID = "dev.nacre.scanner.clamd.tcp";

    private static final int RANKING = 50;

    private final ServiceRegistration<?> registration;

    /** Called by Declarative Services. */
    @Activate
    public ClamdTcp(BundleContext context, Map<String, Object> properties) {
        super(Settings.instanceName(properties), Config.class, properties, Options::read);
        registration =
                context.registerService(
                        new String[] {Scanner.class.getName(), HealthContributor.class.getName()},
                        this,
                        service(properties));
    }

    private static Dictionary<String, Object> service(Map<String, Object> properties) {
        Dictionary<String, Object> service = new Hashtable<>();
        service.put(Scanner.NAME, Settings.instanceName(properties));
        Object ranking = properties.get(Constants.SERVICE_RANKING);
        service.put(Constants.SERVICE_RANKING, ranking instanceof Integer ? ranking : RANKING);
        return service;
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        close();
    }

    /** Refuses beforehand what {@link ClamdTcp} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, Options::read);
        }
    }
}
