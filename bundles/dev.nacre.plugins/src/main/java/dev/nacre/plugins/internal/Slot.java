/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.plugins.internal;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.plugin.Plugin;
import dev.nacre.plugins.internal.bundle.PluginBundle;
import dev.nacre.plugins.internal.folder.AllowList;
import dev.nacre.plugins.internal.folder.JarCopy;
import dev.nacre.plugins.internal.folder.Refused;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One name in {@code plugins/}, and the bundle that is installed from it. The deployer's thread
 * looks; what the plugin's own code takes part in is done by one task at a time. A file that is
 * refused for what it holds leaves the bundle from before at work.
 */
final class Slot {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final BytePath name;
    private final Workshop shop;

    /** For the deployer's thread: the file at the last look, and how it was last dealt with. */
    private FileIdentity seen;

    private Dealt dealt = NOT_YET;

    private volatile String symbolicName = "";
    private volatile PluginBundle bundle;
    private volatile String reason = "";
    private volatile Task task;

    /** What a file was dealt with for. */
    private record Dealt(FileIdentity file, AllowList allowed, int surroundings) {}

    private static final Dealt NOT_YET = new Dealt(null, null, 0);

    /**
     * @param installed from an earlier life of the deployer; {@code null} where there is none
     */
    Slot(BytePath name, PluginBundle installed, Workshop shop) {
        this.name = name;
        this.bundle = installed;
        this.shop = shop;
        if (installed != null) {
            symbolicName = installed.symbolicName();
        }
    }

    /**
     * Does what there is to do.
     *
     * @param now the file; {@code null} where there is none
     * @param others all, this among them
     */
    void look(FileIdentity now, View view, Iterable<Slot> others) {
        boolean steady = view.atOnce() || Objects.equals(now, seen);
        seen = now;
        if (isBusy()) {
            if (steady && !Objects.equals(now, dealt.file())) {
                task.hurry();
            }
        } else if (now == null && bundle != null) {
            begin("stopped", this::remove);
        } else if (steady && now != null && isDue(now, view)) {
            dealt = new Dealt(now, view.allowed(), view.surroundings());
            deal(now, view, others);
        }
    }

    private boolean isDue(FileIdentity now, View view) {
        return !now.equals(dealt.file())
                || !view.allowed().equals(dealt.allowed())
                || !reason.isEmpty() && dealt.surroundings() != view.surroundings();
    }

    private void deal(FileIdentity now, View view, Iterable<Slot> others) {
        try {
            Optional<JarCopy> taken = JarCopy.take(view.folder(), name, now, shop.copies());
            if (taken.isEmpty()) {
                dealt = NOT_YET;
                return;
            }
            JarCopy jar = taken.get();
            try {
                deal(jar, view.allowed(), others);
            } catch (Refused | RuntimeException e) {
                jar.close();
                throw e;
            }
        } catch (Refused | IOException e) {
            refuse(e.getMessage());
            PluginBundle present = bundle;
            if (present != null && !view.allowed().allows(present.sha256())) {
                begin("stopped", this::remove);
            }
        }
    }

    private void deal(JarCopy jar, AllowList allowed, Iterable<Slot> others)
            throws IOException, Refused {
        if (!allowed.allows(jar.sha256())) {
            throw new Refused(
                    "its SHA-256 "
                            + jar.sha256()
                            + " is not in etc/plugins.allow: where it is to be trusted, append what"
                            + " sha256sum prints of it");
        }
        PluginBundle present = bundle;
        if (present != null && present.sha256().equals(jar.sha256())) {
            jar.close();
            begin("started", () -> start(present));
        } else {
            String wanted = shop.inspection().of(jar.file());
            for (Slot other : others) {
                if (other != this && other.symbolicName.equals(wanted)) {
                    throw new Refused(
                            "it has the symbolic name "
                                    + wanted
                                    + " of "
                                    + other.name
                                    + ": take one of the two away");
                }
            }
            symbolicName = wanted;
            begin("started", () -> replace(jar));
        }
    }

    private void begin(String what, Task.Deed deed) {
        task = Task.begin(name.toString(), what, deed, this::refuse);
    }

    /** Owns the copy. */
    private void replace(JarCopy jar) throws IOException, Refused, InterruptedException {
        try (jar) {
            if (bundle != null) {
                bundle.remove();
                bundle = null;
            }
            bundle = shop.install(name, jar);
        }
        start(bundle);
    }

    private void start(PluginBundle present) throws Refused {
        present.start();
        reason = "";
        LOG.info("Plugin {} is at work: {} {}", name, present.symbolicName(), present.version());
    }

    private void remove() throws Refused, InterruptedException {
        bundle.remove();
        bundle = null;
        symbolicName = "";
        LOG.info("Plugin {} is stopped", name);
    }

    private void refuse(String why) {
        if (!why.equals(reason)) {
            reason = why;
            LOG.error("Plugin {} is refused: {}", name, why);
        }
    }

    private boolean isBusy() {
        Task current = task;
        return current != null && current.isRunning();
    }

    /** Waits for what is being done. */
    void await(long millis) throws InterruptedException {
        if (isBusy()) {
            task.await(millis);
        }
    }

    /** Whether nothing is left of it. */
    boolean isGone() {
        return seen == null && bundle == null && !isBusy();
    }

    boolean isRefused() {
        return !reason.isEmpty();
    }

    /** How it is. Any thread. */
    Plugin status() {
        PluginBundle present = bundle;
        Task current = task;
        String why = reason;
        Plugin.State state;
        if (current != null && current.isRunning()) {
            state = Plugin.State.BUSY;
            why = current.complaint();
        } else if (present != null && present.isActive()) {
            state = Plugin.State.ACTIVE;
            why = why.isEmpty() ? "" : why + ". What was there before goes on";
        } else if (!why.isEmpty()) {
            state = Plugin.State.REFUSED;
        } else {
            state = Plugin.State.STOPPED;
        }
        return new Plugin(
                name,
                present == null ? "" : present.symbolicName(),
                present == null ? "" : present.version(),
                state,
                why);
    }
}
