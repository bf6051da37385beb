/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.ChangeTrace;
import dev.nacre.api.file.FileIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An event that watches over what is done to it. */
final class FakeEvent implements FileEvent {
    private static final AtomicInteger INODES = new AtomicInteger(100);

    private final AccessKind kind;
    private final boolean permission;
    private final Location location;
    private final FileIdentity identity;
    private volatile FileIdentity now;
    private volatile boolean unreadable;
    private volatile boolean closedToUs;
    private volatile ChangeTrace trace = ChangeTrace.TIMES;
    private volatile boolean finelyTimed;
    private static final ThreadLocal<Boolean> TOGETHER = ThreadLocal.withInitial(() -> false);
    volatile boolean answeredTogether;
    final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    final AtomicInteger leaves = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    final CompletableFuture<Void> closed = new CompletableFuture<>();

    FakeEvent(AccessKind kind, boolean permission, String path, FileIdentity identity) {
        this.kind = kind;
        this.permission = permission;
        BytePath bytes = BytePath.of(path);
        this.location = new Location(bytes, bytes, true);
        this.identity = identity;
        this.now = identity;
    }

    static FileIdentity file(long size) {
        return new FileIdentity(1, INODES.incrementAndGet(), size, 5, 6);
    }

    static FakeEvent open(String path) {
        return new FakeEvent(AccessKind.OPEN, true, path, file(10));
    }

    static FakeEvent open(FileIdentity file) {
        return new FakeEvent(AccessKind.OPEN, true, "/srv/x", file);
    }

    static FakeEvent written(FileIdentity file) {
        return new FakeEvent(AccessKind.CLOSE_WRITE, false, "/srv/x", file);
    }

    /** From now on the file is another, as seen by who asks the kernel. */
    void change() {
        now =
                new FileIdentity(
                        now.device(), now.inode(), now.size(), now.modified(), now.changed() + 1);
    }

    void traces(ChangeTrace next) {
        trace = next;
    }

    @Override
    public ChangeTrace trace() {
        return trace;
    }

    void finelyTimed(boolean next) {
        finelyTimed = next;
    }

    @Override
    public boolean finelyTimed() {
        return finelyTimed;
    }

    /** We may not read it at all. */
    FakeEvent closedToUs() {
        closedToUs = true;
        return this;
    }

    @Override
    public boolean readable() {
        return !closedToUs;
    }

    void becomeUnreadable() {
        unreadable = true;
    }

    boolean awaitAnswer() throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    void awaitClosed() throws Exception {
        closed.get(10, TimeUnit.SECONDS);
    }

    @Override
    public AccessKind kind() {
        return kind;
    }

    @Override
    public Location location() {
        return location;
    }

    @Override
    public long size() {
        return identity.size();
    }

    @Override
    public int pid() {
        return 4711;
    }

    @Override
    public Optional<Accessor> process() {
        return Optional.empty();
    }

    @Override
    public boolean permission() {
        return permission;
    }

    @Override
    public FileIdentity identity() {
        return identity;
    }

    @Override
    public boolean answer(boolean allow) {
        // Who comes too late finds it answered: verdict, deadline and the end do not wait for
        // another.
        if (closes.get() > 0 && !answer.isDone()) {
            throw new IllegalStateException("answered after it was closed");
        }
        answeredTogether |= TOGETHER.get();
        return permission && answer.complete(allow);
    }

    @Override
    public void together(Runnable answers) {
        TOGETHER.set(true);
        try {
            answers.run();
        } finally {
            TOGETHER.set(false);
        }
    }

    @Override
    public int descriptor() {
        return 7;
    }

    @Override
    public FileIdentity identify() throws IOException {
        if (unreadable) {
            throw new IOException("gone");
        }
        return now;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return 0;
    }

    @Override
    public void leave() {
        leaves.incrementAndGet();
        close();
    }

    @Override
    public void close() {
        if (permission && !answer.isDone()) {
            throw new IllegalStateException("closed before it was answered");
        }
        if (TOGETHER.get()) {
            throw new IllegalStateException("closed while others wait for their answer");
        }
        closes.incrementAndGet();
        closed.complete(null);
    }
}
