/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.session;

import dev.nacre.api.file.FileContent;
import dev.nacre.scanner.clamd.spi.Channel;
import dev.nacre.scanner.clamd.spi.NotHandedOver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection in an IDSESSION (clamd(8)): commands are numbered from 1 in the order they are
 * sent, replies carry the number and come in any order. Whoever sends holds {@link #writing}; one
 * thread reads and hands each reply to its request.
 *
 * <p>The connection ends as a whole at the first thing that is out of order: with it every request
 * that is under way is told, and its owner once.
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

    /** A reply that is not there by then makes us ask whether clamd still lives. */
    private static final long DOUBT_AFTER = TimeUnit.SECONDS.toNanos(1);

    private static final long LAST_WORDS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final byte[] BEGIN = "zIDSESSION\0".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final Owner owner;
    private final WriteLimit limit;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Long, Request> pending = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private long lastId;
    private volatile long answeredAt = -1;
    private volatile long doubtedAt = -1;
    private volatile String broken;

    private Session(Channel channel, Owner owner, ScheduledExecutorService watchdog) {
        this.channel = channel;
        this.owner = owner;
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
        Session session = new Session(channel, owner, watchdog);
        Thread reader = new Thread(session::readReplies, "nacre-clamd-reader-" + name);
        reader.setDaemon(true);
        reader.start();
        Deadline deadline = Deadline.in(timeout);
        try {
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
        return broken == null && answeredAt > time && answeredAt >= doubtedAt;
    }

    /** Why it ended; empty while it lives. */
    public Optional<String> ended() {
        return Optional.ofNullable(broken);
    }

    /** How long the oldest request has been waiting; empty where none does. */
    public Optional<Duration> oldest() {
        long now = Deadline.now();
        return pending.values().stream()
                .map(request -> Duration.ofNanos(now - request.sentAt()))
                .max(Duration::compareTo);
    }

    /**
     * Sends a command that is answered inside a session.
     *
     * @param command without prefix and end
     * @return empty where a file was being sent until {@code deadline}
     */
    public Optional<Request> ask(String command, Deadline deadline)
            throws IOException, InterruptedException, SessionBroken {
        Request request = new Request(false);
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
        Request request = new Request(true);
        boolean sent = false;
        try {
            sent = send(request, () -> channel.send(file, () -> !deadline.passed()), deadline);
        } catch (NotHandedOver e) {
            sent = true;
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
                    String reply = request.await(Math.min(DOUBT_AFTER, deadline.remaining()));
                    answered = true;
                    return reply;
                } catch (TimeoutException e) {
                    doubt(request);
                }
            }
            throw new TimeoutException();
        } finally {
            if (!answered) {
                doubt(request);
            }
        }
    }

    private void doubt(Request request) {
        long now = Deadline.now();
        boolean silent = answeredAt < Math.max(request.sentAt(), now - DOUBT_AFTER);
        if (silent && doubtedAt <= answeredAt && broken == null) {
            doubtedAt = now;
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
            pending.put(++lastId, request);
            if (broken != null) {
                pending.remove(lastId);
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

    private void readReplies() {
        String reason;
        try {
            Frames frames = new Frames(channel);
            for (String reply = frames.next(); reply != null; reply = frames.next()) {
                settle(reply);
            }
            String rest = frames.take().strip();
            reason =
                    "it closed the connection"
                            + (rest.isEmpty() ? "" : ", saying: " + Replies.shown(rest));
        } catch (IOException | RuntimeException e) {
            reason = String.valueOf(e.getMessage());
        }
        end(reason);
    }

    private void settle(String reply) throws IOException {
        int colon = reply.indexOf(": ");
        Request request = colon < 0 ? null : pending.remove(number(reply.substring(0, colon)));
        if (request == null) {
            throw new IOException("it answered what was not asked: " + Replies.shown(reply));
        }
        answeredAt = Deadline.now();
        request.answered(reply.substring(colon + 2));
        if (request.scan()) {
            busy.decrementAndGet();
        }
        owner.answered();
    }

    private static long number(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return -1;
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
        pending.values().forEach(request -> request.broken(reason));
        owner.broken(this, reason);
    }
}
