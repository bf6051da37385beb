/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_MARK_ADD;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN;
import static dev.nacre.linux.libc.Fanotify.FAN_OPEN_PERM;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.FileEvent;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.linux.Descriptors;
import dev.nacre.linux.Mount;
import dev.nacre.linux.libc.Errno;
import dev.nacre.linux.libc.Fcntl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A rehearsal before the first mark: all that a reader does is done once on a file of our own in a
 * group of its own. So each class is loaded while no one waits, and a kernel that takes no answers
 * is found out.
 */
final class WarmUp {
    /** One settled at once, some handed over. */
    private static final int OPENINGS = 4;

    private static final long BOUND_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private WarmUp() {}

    /**
     * @param sink is asked once whether it settles an access of our own
     * @throws IOException where an access of our own is not answered
     */
    static void run(Features features, Mounts mounts, EventSink sink) throws IOException {
        Faults faults = new Faults();
        Rehearsal rehearsal = new Rehearsal(mounts, sink);
        AtomicInteger opened = new AtomicInteger();
        try (Group group = Group.open(features);
                MemoryFile file = new MemoryFile();
                Leases leases =
                        new Leases(
                                "nacre-leases-warm-up",
                                group,
                                features,
                                mounts,
                                rehearsal,
                                LeaseLimits.ofThisProcess(),
                                faults);
                Readers readers =
                        new Readers(
                                "nacre-fanotify-warm-up",
                                features,
                                group,
                                mounts,
                                rehearsal,
                                leases,
                                faults)) {
            file.mark(group, FAN_MARK_ADD, features.permission() ? FAN_OPEN_PERM : FAN_OPEN);
            readers.start();
            // In a thread, as an opening that is not answered would not return.
            Thread opener = new Thread(() -> open(file, opened), "nacre-fanotify-opener");
            opener.setDaemon(true);
            opener.start();
            relieve(readers, rehearsal);
            join(opener);
        }
        if (opened.get() != OPENINGS) {
            throw new IOException(
                    "Cannot use fanotify: an access of our own was not answered in time",
                    faults.take());
        }
    }

    private static void open(MemoryFile file, AtomicInteger opened) {
        try {
            for (int i = 0; i < OPENINGS; i++) {
                Descriptors.close(file.open(Fcntl.O_RDONLY));
                opened.incrementAndGet();
            }
        } catch (IOException e) {
            opened.set(-1);
        }
    }

    /** Who relieves a reader may load no class either: nobody might serve the access. */
    private static void relieve(Readers readers, Rehearsal rehearsal) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS);
        while (readers.relieve(thread -> true).isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        rehearsal.held.countDown();
    }

    private static void join(Thread opener) throws IOException {
        try {
            opener.join(BOUND_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while fanotify was tried", e);
        }
    }

    /** Does to its events whatever the real sink may ask of them. */
    private static final class Rehearsal implements EventSink {
        private final Mounts mounts;
        private final EventSink sink;
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);

        Rehearsal(Mounts mounts, EventSink sink) {
            this.mounts = mounts;
            this.sink = sink;
        }

        @Override
        public void written(long device, long inode) {
            throw new IllegalStateException("Nothing is written in the rehearsal");
        }

        @Override
        public boolean settles(
                AccessKind kind,
                boolean permission,
                int pid,
                int mode,
                long device,
                long inode,
                long size,
                long modified,
                long changed) {
            if (asked.getAndIncrement() > 0) {
                return false;
            }
            sink.written(device, inode);
            sink.settles(kind, permission, pid, mode, device, inode, size, modified, changed);
            return true;
        }

        @Override
        public void accept(FileEvent event) {
            try (event) {
                if (!held.await(BOUND_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("A reader that is held up is not relieved");
                }
                event.location();
                event.process();
                event.fileSystem();
                event.identity().equals(event.identify());
                event.read(ByteBuffer.allocate(1), 0);
                event.together(() -> event.answer(true));
                event.leave();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new IllegalStateException("The rehearsal of an access failed", e);
            }
            locate();
            lost(Losses.descriptor(Errno.EMFILE));
            holds(new FileIdentity(0, 0, 0, 0, 0));
        }

        /** A file in memory lies on no mount of ours: those that do are found here. */
        private void locate() {
            BytePath name = BytePath.of("x");
            for (Mount mount : mounts.table().below(BytePath.of("/"))) {
                mounts.table().locate(mount.id(), mount.point().resolve(name));
            }
        }

        @Override
        public void lost(String reason) {
            reason.length();
        }
    }
}
