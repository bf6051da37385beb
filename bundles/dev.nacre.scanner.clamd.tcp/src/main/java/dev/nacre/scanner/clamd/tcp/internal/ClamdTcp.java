/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.tcp.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.scanner.clamd.ClamdScanner;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
public final class ClamdTcp implements Scanner, HealthContributor {
    static final String PID = "dev.nacre.scanner.clamd.tcp";

    private static final Logger LOG = LoggerFactory.getLogger(ClamdTcp.class);
    private static final int RANKING = 50;

    private final Configured<ClamdOptions> configured;
    private final ClamdScanner scanner;
    private final ServiceRegistration<?> registration;

    /** Called by Declarative Services. */
    @Activate
    public ClamdTcp(BundleContext context, Map<String, Object> properties) {
        String name = Settings.instanceName(properties);
        configured = new Configured<>("scanner " + name, Config.class, properties, Options::read);
        scanner = new ClamdScanner(name, configured.get());
        registration =
                context.registerService(
                        new String[] {Scanner.class.getName(), HealthContributor.class.getName()},
                        this,
                        service(name, properties));
    }

    private static Dictionary<String, Object> service(String name, Map<String, Object> properties) {
        Dictionary<String, Object> service = new Hashtable<>();
        service.put(Scanner.NAME, name);
        Object ranking = properties.get(Constants.SERVICE_RANKING);
        service.put(Constants.SERVICE_RANKING, ranking instanceof Integer ? ranking : RANKING);
        return service;
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configured
                .update(properties)
                .ifPresentOrElse(LOG::error, () -> scanner.reconfigure(configured.get()));
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        scanner.close();
    }

    @Override
    public Verdict scan(FileContent file, Duration limit) throws InterruptedException {
        return scanner.scan(file, limit);
    }

    @Override
    public ScannerStatus status() {
        return scanner.status();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(configured.findings());
        findings.addAll(scanner.findings());
        return findings;
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
