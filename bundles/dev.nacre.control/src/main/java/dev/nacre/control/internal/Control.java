/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.health.HealthContributor;
import dev.nacre.shell.Verbs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the control socket for {@code bin/nacre}, in the folder that the framework property {@code
 * nacre.var} names. Where that fails the host guards all the same, and its health says so.
 */
@Component(immediate = true)
public final class Control implements HealthContributor {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final String VAR = "nacre.var";

    private final Optional<ControlServer> server;
    private final List<Finding> findings;

    @Activate
    public Control(BundleContext context, @Reference Verbs verbs) {
        Optional<ControlServer> opened = Optional.empty();
        List<Finding> found = List.of();
        try {
            opened = Optional.of(open(context.getProperty(VAR), verbs));
        } catch (IOException e) {
            String message = "bin/nacre cannot reach this host: " + e.getMessage();
            LOG.error("{}", message, e);
            found = List.of(new Finding("control", Health.DEGRADED, message));
        }
        server = opened;
        findings = found;
    }

    private static ControlServer open(String var, Verbs verbs) throws IOException {
        if (var == null) {
            throw new IOException("the framework property " + VAR + " is not set; set it to var/");
        }
        Path folder = Path.of(var, "run");
        ControlServer server = new ControlServer(folder, verbs, ControlServer.REQUEST_PATIENCE);
        server.start();
        LOG.info("Listening on {}", server.file());
        return server;
    }

    @Deactivate
    void stop() {
        server.ifPresent(ControlServer::close);
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }
}
