/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import dev.nacre.shell.Verbs;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The verb {@code notify} as a command. Gogo finds commands as methods by their name, and would
 * find {@link Object#notify}; a function it calls as it is.
 */
@Component(
        service = GogoNotify.class,
        property = {"osgi.command.scope=nacre", "osgi.command.function=notify"})
public final class GogoNotify implements Function {
    private final GogoCommands commands;

    @Activate
    public GogoNotify(@Reference Verbs verbs) {
        this.commands = new GogoCommands(verbs);
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments)
            throws InterruptedException {
        String[] words = arguments.stream().map(String::valueOf).toArray(String[]::new);
        return commands.run("notify", session, words);
    }
}
