/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal.status;

import dev.nacre.api.guard.GuardStatus;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.time.Clock;

/** Says how the guard is. */
public final class StatusVerb implements Verb {
    private final Host host;
    private final Clock clock;

    public StatusVerb(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String usage() {
        return "[--json]";
    }

    @Override
    public String summary() {
        return "how the guard is, and what it has done since it started";
    }

    @Override
    public String details() {
        return "Exit code: 0 healthy, 1 degraded, 2 down or no host.";
    }

    @Override
    public int run(Arguments arguments, Terminal terminal)
            throws UsageException, Unavailable, IOException {
        arguments.noOperands();
        GuardStatus status = host.guard().status();
        if (arguments.json()) {
            StatusJson.print(status, clock.instant(), terminal.out());
        } else {
            StatusText.print(status, clock.instant(), terminal);
        }
        return switch (status.health()) {
            case HEALTHY -> 0;
            case DEGRADED -> 1;
            case DOWN -> 2;
        };
    }
}
