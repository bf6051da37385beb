/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import dev.nacre.api.config.ConfigurationCheck;
import dev.nacre.api.config.Settings;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.Scanner;
import dev.nacre.scanner.clamd.ConfiguredClamd;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Has files judged by the clamd of this machine, which is handed their descriptors. */
@Component(
        service = {Scanner.class, HealthContributor.class},
        configurationPid = ClamdUnix.PID,
        property = {Scanner.NAME + "=" + ClamdUnix.NAME, "service.ranking:Integer=100"})
@Designate(ocd = Config.class)
public final class ClamdUnix extends ConfiguredClamd {
    static final String PID = "dev.nacre.scanner.clamd.unix";
    static final String NAME = "clamd";

    /** Called by Declarative Services. */
    @Activate
    public ClamdUnix(Map<String, Object> properties) {
        super(NAME, Config.class, properties, Options::read);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        update(properties);
    }

    @Deactivate
    void deactivate() {
        close();
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
