/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal;

import dev.nacre.api.watch.Watch;
import dev.nacre.engine.internal.flow.Pipeline;
import dev.nacre.engine.internal.policy.GuardedWatch;
import dev.nacre.engine.internal.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a new {@link Policy} of the watches, scanners and filters that are there, and puts it in
 * force. Any thread.
 */
final class Policies {
    private final Parts parts;
    private final Pipeline pipeline;
    private final SourcesAtWork sources;
    private final PolicyNews news;
    private final Bell bell;

    /**
     * @param bell rung with each, as the source is to be told
     */
    Policies(Parts parts, Pipeline pipeline, SourcesAtWork sources, PolicyNews news, Bell bell) {
        this.parts = parts;
        this.pipeline = pipeline;
        this.sources = sources;
        this.news = news;
        this.bell = bell;
    }

    /** Something that a policy is made of has changed. */
    synchronized void renew() {
        List<Watch> wanted = parts.wanted();
        List<GuardedWatch> guarded = new ArrayList<>();
        for (Watch watch : wanted) {
            guarded.add(
                    new GuardedWatch(
                            watch,
                            parts.lanes().matching(watch.scannerTarget()),
                            parts.filters().matching(watch.filterTarget())));
        }
        Policy next = new Policy(pipeline.policy().generation() + 1, guarded, sources.guarded());
        // What the new one wants to hear of is reported when it is in force.
        sources.exempt(next.exemptFolders());
        pipeline.use(next);
        sources.forget();
        bell.ring();
        news.inForce(next.generation(), wanted);
    }

    /**
     * Tells the source once more what is exempt: a filter that holds up threads exempts nothing,
     * and nobody tells of that.
     */
    synchronized void exempt() {
        sources.exempt(pipeline.policy().exemptFolders());
    }

    /** From now on nothing is guarded: the engine ends. */
    synchronized void end() {
        news.inForce(pipeline.policy().generation(), List.of());
    }
}
