/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

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
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has files judged by the clamd of this machine, which is handed their descriptors. */
@Component(
        service = {Scanner.class, HealthContributor.class},
        configurationPid = ClamdUnix.PID,
        property = {Scanner.NAME + "=" + ClamdUnix.NAME, "service.ranking:Integer=100"})
@Designate(ocd = Config.class)
public final class ClamdUnix implements Scanner, HealthContributor {
    static final String PID = "dev.nacre.scanner.clamd.unix";
    static final String NAME = "clamd";

    private static final Logger LOG = LoggerFactory.getLogger(ClamdUnix.class);

    private final Configured<ClamdOptions> configured;
    private final ClamdScanner scanner;

    /** Called by Declarative Services. */
    @Activate
    public ClamdUnix(Map<String, Object> properties) {
        configured = new Configured<>("scanner " + NAME, Config.class, properties, Options::read);
        scanner = new ClamdScanner(NAME, configured.get());
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configured
                .update(properties)
                .ifPresentOrElse(LOG::error, () -> scanner.reconfigure(configured.get()));
    }

    @Deactivate
    void deactivate() {
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

    /** Refuses beforehand what {@link ClamdUnix} would refuse. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public void check(Map<String, ?> properties) {
            Settings.read(Config.class, properties, Options::read);
        }
    }
}
