/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.shell.Terminal;
import dev.nacre.shell.Verbs;
import dev.nacre.shell.internal.explain.ExplainVerb;
import dev.nacre.shell.internal.notify.NotifyVerb;
import dev.nacre.shell.internal.quarantine.QuarantineVerb;
import dev.nacre.shell.internal.release.ReleaseVerb;
import dev.nacre.shell.internal.scan.ScanVerb;
import dev.nacre.shell.internal.status.StatusVerb;
import dev.nacre.shell.internal.status.WatchesVerb;
import dev.nacre.shell.internal.verb.Arguments;
import dev.nacre.shell.internal.verb.Host;
import dev.nacre.shell.internal.verb.Unavailable;
import dev.nacre.shell.internal.verb.UsageException;
import dev.nacre.shell.internal.verb.Verb;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All verbs, and what goes for each of them: options, help, errors. */
@Component
public final class VerbTable implements Verbs {
    private static final Logger LOG = LoggerFactory.getLogger(VerbTable.class);

    /** Exit code: what was asked for could not be done. */
    private static final int FAILED = 2;

    private final Map<String, Verb> verbs = new LinkedHashMap<>();
    private final HelpVerb help = new HelpVerb(verbs);

    @Activate
    public VerbTable(@Reference Host host) {
        List.of(
                        new StatusVerb(host, Clock.systemUTC()),
                        new WatchesVerb(host),
                        new ScanVerb(host),
                        new QuarantineVerb(host),
                        new ExplainVerb(host),
                        new ReleaseVerb(host),
                        new NotifyVerb(host),
                        help)
                .forEach(verb -> verbs.put(verb.name(), verb));
    }

    @Override
    public int run(List<BytePath> arguments, Terminal terminal) throws InterruptedException {
        if (arguments.isEmpty()) {
            help.overview(terminal.err());
            return USAGE;
        }
        String name = arguments.get(0).toString();
        if (name.equals("--help")) {
            help.overview(terminal.out());
            return 0;
        }
        Verb verb = verbs.get(name);
        if (verb == null) {
            terminal.err().println("nacre: there is no verb " + name);
            help.overview(terminal.err());
            return USAGE;
        }
        return run(verb, arguments.subList(1, arguments.size()), terminal);
    }

    private static int run(Verb verb, List<BytePath> given, Terminal terminal)
            throws InterruptedException {
        try {
            Arguments arguments = Arguments.of(verb, given);
            if (arguments.help()) {
                HelpVerb.about(verb, terminal.out());
                return 0;
            }
            return verb.run(arguments, terminal);
        } catch (UsageException e) {
            complain(verb, e.getMessage(), terminal);
            HelpVerb.usage(verb, terminal.err());
            return USAGE;
        } catch (Unavailable | IOException e) {
            complain(verb, e.getMessage(), terminal);
            return FAILED;
        } catch (RuntimeException e) {
            LOG.error("The verb {} failed", verb.name(), e);
            complain(verb, "this failed and should not have; the log says more: " + e, terminal);
            return FAILED;
        }
    }

    private static void complain(Verb verb, String message, Terminal terminal) {
        terminal.err().println("nacre " + verb.name() + ": " + message);
    }
}
