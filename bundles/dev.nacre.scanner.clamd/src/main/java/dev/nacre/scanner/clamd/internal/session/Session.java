/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import dev.nacre.api.file.FileContent;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.NotHandedOver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection in an IDSESSION (clamd(8)): commands are numbered from 1 in the order they are
 * sent, replies carry the number and come in any order. Whoever sends holds {@link #writing};
 * whoever waits may be the one to read (see {@link Inbox}).
 *
 * <p>The connection ends as a whole at the first thing that is out of order: with it every request
 * that is under way is told, and its owner once. An end shows at once while a reply is waited for
 * or the session is {@link #attend attended}, else to the next who uses it.
 */
public final class Session {
    /** Told of what happens, from any thread, without a lock of the session held. */
    public interface Owner {
        /** A reply came: a place is free, or a doubt is gone. */
        void answered();

        /** The session should be pinged soon. */
        void doubted();

        /** It ended, and is of no more use. */
        void broken(Session session, String reason);
    }

    private static final long LAST_WORDS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final byte[] BEGIN = "zIDSESSION\0".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final Owner owner;
    private final WriteLimit limit;
    private final ReentrantLock writing = new ReentrantLock();
    private final Inbox inbox;
    private final Attendant attendant;
    private final Pulse pulse = new Pulse();
    private final AtomicInteger busy = new AtomicInteger();
    private long lastId;
    private volatile String broken;

    private Session(Channel channel, String name, Owner owner, ScheduledExecutorService watchdog) {
        this.channel = channel;
        this.owner = owner;
        this.inbox = new Inbox(channel, new Replied());
        this.attendant = new Attendant(name, inbox);
        this.limit = new WriteLimit(watchdog, () -> end("it takes no more data"));
    }

    /**
     * Begins a session and waits until clamd has answered in it.
     *
     * @param channel owned by the session from now on, also where this throws
     * @throws IOException where what answers, if anything does, is no clamd
     */
    public static Session begin(
            Channel channel,
            String name,
            Owner owner,
            ScheduledExecutorService watchdog,
            Duration timeout)
            throws IOException, InterruptedException {
        Session session = new Session(channel, name, owner, watchdog);
        Deadline deadline = Deadline.in(timeout);
        try {
            channel.limitReads(Inbox.GLANCE);
            session.write(() -> channel.write(BEGIN), deadline);
            session.ask("PING", deadline).orElseThrow().await(deadline.remaining());
            return session;
        } catch (TimeoutException e) {
            session.end("it takes connections, but does not answer");
            throw new IOException("it takes connections, but does not answer", e);
        } catch (SessionBroken e) {
            throw new IOException(e.getMessage(), e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            session.end("it could not be begun");
            throw e;
        }
    }

    /** From now on a thread waits for its end. */
    public void attend() {
        attendant.stay();
    }

    /** Takes one of {@code depth} places for a scan, where one is free. */
    public boolean reserve(int depth) {
        if (busy.incrementAndGet() <= depth && broken == null) {
            return true;
        }
        busy.decrementAndGet();
        return false;
    }

    /** Places that are taken. */
    public int busy() {
        return busy.get();
    }

    /** Whether it has answered something since {@code time}, and nothing is in doubt. */
    public boolean soundSince(long time) {
        return broken == null && pulse.soundSince(time);
    }

    /** Why it ended; empty while it lives. */
    public Optional<String> ended() {
        return Optional.ofNullable(broken);
    }

    /** How long the oldest request has been waiting; empty where none does. */
    public Optional<Duration> oldest() {
        return inbox.oldest();
    }

    /**
     * Sends a command that is answered inside a session.
     *
     * @param command without prefix and end
     * @return empty where a file was being sent until {@code deadline}
     */
    public Optional<Request> ask(String command, Deadline deadline)
            throws IOException, InterruptedException, SessionBroken {
        Request request = new Request(inbox, false);
        byte[] bytes = ('z' + command + '\0').getBytes(StandardCharsets.US_ASCII);
        return send(request, () -> channel.write(bytes), deadline)
                ? Optional.of(request)
                : Optional.empty();
    }

    /**
     * Has a file scanned, in a place taken by {@link #reserve}, which is given back by the reply,
     * however late.
     *
     * @return what clamd says of it, without the number
     * @throws TimeoutException where it has not said so by {@code deadline}
     * @throws NotHandedOver where the file could not be sent
     */
    public String scan(FileContent file, Deadline deadline)
            throws InterruptedException, SessionBroken, TimeoutException, NotHandedOver {
        Request request = new Request(inbox, true);
        boolean sent = false;
        try {
            sent = send(request, () -> channel.send(file, () -> !deadline.passed()), deadline);
        } catch (NotHandedOver e) {
            sent = true;
            attendant.help();
            throw e;
        } catch (IOException e) {
            return lastWords(request, String.valueOf(e.getMessage()));
        } finally {
            if (!sent) {
                busy.decrementAndGet();
                owner.answered();
            }
        }
        if (!sent) {
            throw new TimeoutException();
        }
        return await(request, deadline);
    }

    /** clamd may have said why before it hung up. */
    private String lastWords(Request request, String reason)
            throws InterruptedException, SessionBroken {
        try {
            return request.await(LAST_WORDS);
        } catch (TimeoutException e) {
            end(reason);
            throw new SessionBroken(reason);
        }
    }

    private String await(Request request, Deadline deadline)
            throws InterruptedException, SessionBroken, TimeoutException {
        boolean answered = false;
        try {
            while (!deadline.passed()) {
                try {
                    String reply = request.await(Math.min(Pulse.DOUBT_AFTER, deadline.remaining()));
                    answered = true;
                    return reply;
                } catch (TimeoutException e) {
                    doubt(request);
                }
            }
            throw new TimeoutException();
        } finally {
            if (!answered) {
                attendant.help();
                doubt(request);
            }
        }
    }

    private void doubt(Request request) {
        if (broken == null && pulse.doubts(request.sentAt())) {
            owner.doubted();
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private boolean send(Request request, Write write, Deadline deadline)
            throws IOException, InterruptedException, SessionBroken {
        if (!writing.tryLock(Math.max(0, deadline.remaining()), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            inbox.expect(++lastId, request);
            if (broken != null) {
                inbox.forget(lastId);
                throw new SessionBroken(broken);
            }
            write(write, deadline);
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void write(Write write, Deadline deadline) throws IOException {
        try {
            limit.begin(deadline);
            write.run();
        } catch (RejectedExecutionException e) {
            throw new IOException("the scanner was closed", e);
        } finally {
            limit.end();
        }
    }

    private final class Replied implements Inbox.Listener {
        @Override
        public void answered(Request request) {
            pulse.beat();
            if (request.scan()) {
                busy.decrementAndGet();
            }
            owner.answered();
        }

        @Override
        public void ended(String reason) {
            end(reason);
        }
    }

    /** Ends the connection because clamd keeps no order on it. */
    public SessionBroken breach(String reason) {
        end(reason);
        return new SessionBroken(reason);
    }

    /** Ends the connection; what is under way is told why. Any thread, any number of times. */
    public void end(String reason) {
        synchronized (this) {
            if (broken != null) {
                return;
            }
            broken = reason;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way; the reason is what began its end.
        }
        inbox.close(reason);
        owner.broken(this, reason);
    }
}
