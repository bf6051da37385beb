/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd;

import dev.nacre.api.config.Configured;
import dev.nacre.api.config.Settings;
import dev.nacre.api.file.FileContent;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.api.scan.Scanner;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.Verdict;
import dev.nacre.scanner.clamd.spi.ClamdOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scanner by clamd, as a component is to have it: with a configuration that may change while it
 * scans. What is left to do is to call {@link #update} from the {@code @Modified} method and {@link
 * #close} from the {@code @Deactivate} method.
 */
@ConsumerType
public abstract class ConfiguredClamd implements Scanner, HealthContributor, AutoCloseable {
    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Configured<ClamdOptions> configured;
    private final ClamdScanner scanner;

    /**
     * Begins to connect, and returns at once.
     *
     * @param name what people know the scanner by
     * @param definition the annotation type that defines keys and defaults
     * @param properties the configuration
     * @param reader makes the options; what is wrong is remembered by the settings
     * @throws dev.nacre.api.config.InvalidConfiguration where the configuration is wrong
     */
    protected ConfiguredClamd(
            String name,
            Class<?> definition,
            Map<String, ?> properties,
            Function<Settings, ClamdOptions> reader) {
        configured = new Configured<>("scanner " + name, definition, properties, reader);
        scanner = new ClamdScanner(name, configured.get());
    }

    /** Takes a new configuration, or refuses it, logs why, and goes on as before. */
    protected final void update(Map<String, ?> properties) {
        configured
                .update(properties)
                .ifPresentOrElse(log::error, () -> scanner.reconfigure(configured.get()));
    }

    @Override
    public final Verdict scan(FileContent file, Duration limit) throws InterruptedException {
        return scanner.scan(file, limit);
    }

    @Override
    public final ScannerStatus status() {
        return scanner.status();
    }

    @Override
    public final List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(configured.findings());
        findings.addAll(scanner.findings());
        return findings;
    }

    @Override
    public final void close() {
        scanner.close();
    }
}
