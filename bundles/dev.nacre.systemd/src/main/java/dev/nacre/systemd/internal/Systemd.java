/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.systemd.internal;

import dev.nacre.api.guard.Guard;
import dev.nacre.linux.UnixDatagrams;
import java.io.IOException;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how the guard is, where that has asked for it (sd_notify(3)). Without
 * one it does nothing. Whatever goes wrong here, the host guards all the same.
 */
@Component(
        service = {},
        immediate = true)
public final class Systemd {
    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

    private final Bundle host;
    private final Optional<UnixDatagrams> socket;
    private final Optional<Telling> telling;

    @Activate
    public Systemd(BundleContext context, @Reference Guard guard) {
        this.host = context.getBundle(0);
        Invitation invitation = Invitation.of(System.getenv(), (int) ProcessHandle.current().pid());
        this.socket = invitation.socket().flatMap(Systemd::open);
        this.telling =
                socket.map(
                        open ->
                                new Telling(
                                        guard, this::isUp, open::send, invitation.watchdogNanos()));
        telling.ifPresent(Telling::start);
    }

    private static Optional<UnixDatagrams> open(String name) {
        try {
            return Optional.of(new UnixDatagrams(name));
        } catch (IOException e) {
            LOG.error("The service manager is told nothing: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isUp() {
        return host.getState() == Bundle.ACTIVE;
    }

    /** A guard that is replaced while the host goes on is no end. */
    @Deactivate
    void stop() {
        telling.ifPresent(told -> told.end(host.getState() == Bundle.STOPPING));
        socket.ifPresent(UnixDatagrams::close);
    }
}
