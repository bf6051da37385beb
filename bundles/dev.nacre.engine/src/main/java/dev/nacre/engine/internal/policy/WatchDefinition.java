/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of the PID {@code dev.nacre.watch}, with their defaults. */
@ObjectClassDefinition(
        localization = "OSGI-INF/l10n/bundle",
        name = "%watch.name",
        description = "%watch.description")
@interface WatchDefinition {
    @AttributeDefinition(name = "%paths.name", description = "%paths.description")
    String[] paths() default {};

    @AttributeDefinition(
            name = "%scanOn.name",
            description = "%scanOn.description",
            options = {
                @Option(label = "%scanOn.modify", value = "modify"),
                @Option(label = "%scanOn.write", value = "write"),
                @Option(label = "%scanOn.write-exec", value = "write-exec"),
                @Option(label = "%scanOn.close-exec", value = "close-exec"),
                @Option(label = "%scanOn.open-exec", value = "open-exec"),
                @Option(label = "%scanOn.access-exec", value = "access-exec")
            })
    String scanOn() default "write-exec";

    @AttributeDefinition(name = "%prevention.name", description = "%prevention.description")
    boolean prevention() default true;

    @AttributeDefinition(
            name = "%mark.name",
            description = "%mark.description",
            options = {
                @Option(label = "%mark.auto", value = "auto"),
                @Option(label = "%mark.mount", value = "mount"),
                @Option(label = "%mark.filesystem", value = "filesystem"),
                @Option(label = "%mark.tree", value = "tree")
            })
    String mark() default "auto";

    @AttributeDefinition(name = "%crossMounts.name", description = "%crossMounts.description")
    boolean crossMounts() default true;

    @AttributeDefinition(
            name = "%onError.name",
            description = "%onError.description",
            options = {
                @Option(label = "%fallback.allow", value = "allow"),
                @Option(label = "%fallback.deny", value = "deny")
            })
    String onError() default "allow";

    @AttributeDefinition(name = "%deadline.name", description = "%deadline.description")
    String deadline() default "10s";

    @AttributeDefinition(name = "%maxFileSize.name", description = "%maxFileSize.description")
    String maxFileSize() default "100M";

    @AttributeDefinition(
            name = "%oversize.name",
            description = "%oversize.description",
            options = {
                @Option(label = "%fallback.allow", value = "allow"),
                @Option(label = "%fallback.deny", value = "deny")
            })
    String oversize() default "allow";

    @AttributeDefinition(name = "%quietPeriod.name", description = "%quietPeriod.description")
    String quietPeriod() default "2s";

    @AttributeDefinition(
            name = "%action.name",
            description = "%action.description",
            options = {
                @Option(label = "%action.report", value = "report"),
                @Option(label = "%action.quarantine", value = "quarantine"),
                @Option(label = "%action.remove", value = "remove")
            })
    String action() default "report";

    @AttributeDefinition(
            name = "%cache.name",
            description = "%cache.description",
            options = {
                @Option(label = "%cache.kernel", value = "kernel"),
                @Option(label = "%cache.memory", value = "memory"),
                @Option(label = "%cache.none", value = "none")
            })
    String cache() default "memory";

    @AttributeDefinition(name = "%catchUp.name", description = "%catchUp.description")
    boolean catchUp() default true;

    @AttributeDefinition(name = "%arrivals.name", description = "%arrivals.description")
    boolean arrivals() default true;

    @AttributeDefinition(name = "%scanner.target.name", description = "%scanner.target.description")
    String scanner_target() default "";

    @AttributeDefinition(name = "%filter.target.name", description = "%filter.target.description")
    String filter_target() default "";
}
