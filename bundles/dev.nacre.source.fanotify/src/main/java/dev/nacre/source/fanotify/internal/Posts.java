/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import dev.nacre.api.event.EventSink;
import dev.nacre.api.event.Stall;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.linux.LinuxException;
import dev.nacre.linux.MountTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups that accesses are reported by. The kernel opens the file of an event for whoever reads
 * it, and waits for the file system in that; whose events come behind waits with it. So each file
 * system that another machine or a process serves, and that may not answer, has a group of its own,
 * and holds up nobody else.
 *
 * <p>Marks are set by one thread at a time; the rest may be called by any.
 */
final class Posts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Posts.class);

    /** With a group of their own; of the 128 that a user may have (fanotify(7)), two each. */
    private static final int MOST = 16;

    private final Features features;
    private final Mounts mounts;
    private final EventSink sink;
    private final Faults faults;
    private final Group group;
    private final Leases leases;
    private final Post near;

    /** By the device of the file system. */
    private final Map<Long, Far> far = new ConcurrentHashMap<>();

    private boolean told;

    /** The group of one file system, and whether that keeps it waiting. */
    private static final class Far {
        private final BytePath path;
        private final Post post;
        private volatile boolean silent;

        Far(BytePath path, Post post) {
            this.path = path;
            this.post = post;
        }
    }

    /** Takes over the group for local file systems, which is closed where this fails. */
    Posts(
            Group group,
            Features features,
            Mounts mounts,
            EventSink sink,
            LeaseLimits limits,
            Faults faults)
            throws LinuxException {
        this.features = features;
        this.mounts = mounts;
        this.sink = sink;
        this.faults = faults;
        this.group = group;
        try {
            this.leases = new Leases("nacre-leases", group, features, mounts, sink, limits, faults);
        } catch (LinuxException e) {
            group.close();
            throw e;
        }
        try {
            this.near = post("nacre-fanotify-reader", group);
        } catch (LinuxException e) {
            leases.close();
            throw e;
        }
    }

    private Post post(String name, Group its) throws LinuxException {
        return new Post(name, its, leases, features, mounts, sink, faults);
    }

    void start() {
        near.start();
    }

    /** The group of the local file systems, which outlives all others. */
    Group group() {
        return group;
    }

    Leases leases() {
        return leases;
    }

    /** The one that a place is to be marked for. */
    Post of(Place place) {
        if (place.local()) {
            return near;
        }
        Far known = far.get(place.device());
        if (known == null && far.size() < MOST) {
            known = another(place);
        }
        // Guarded together with others is better than not guarded.
        return known != null
                ? known.post
                : far.values().stream().findFirst().map(other -> other.post).orElse(near);
    }

    private Far another(Place place) {
        try {
            Post post = post("nacre-fanotify-far-reader", Group.open(features));
            post.start();
            Far another = new Far(place.path(), post);
            far.put(place.device(), another);
            return another;
        } catch (LinuxException e) {
            if (!told) {
                told = true;
                LOG.warn(
                        "Cannot have a group for {} alone: should its server not answer, accesses"
                                + " to other file systems wait, too: {}",
                        place.path(),
                        e.getMessage());
            }
            return null;
        }
    }

    /** All of them. */
    Collection<Post> all() {
        return Stream.concat(far.values().stream().map(other -> other.post), Stream.of(near))
                .toList();
    }

    /** Ends those whose file systems are no longer mounted. */
    void retain(MountTable table) {
        far.forEach(
                (device, gone) -> {
                    if (!table.shows(device) && far.remove(device, gone)) {
                        gone.post.close();
                    }
                });
    }

    /**
     * As {@link dev.nacre.api.event.EventSource#relieve}. Who waits for a file system that does not
     * answer cannot be relieved, and need not be: behind it are accesses to that one alone.
     */
    List<Stall> relieve(Predicate<Thread> allows) {
        List<Stall> stalls = new ArrayList<>(near.readers().relieve(allows));
        for (Far other : far.values()) {
            List<Stall> its = other.post.readers().relieve(allows);
            other.silent =
                    other.post.readers().readsNothing() || !its.stream().allMatch(Stall::relieved);
            its.stream().filter(Stall::relieved).forEach(stalls::add);
        }
        return stalls;
    }

    /** Which file systems do not answer. */
    List<Finding> findings() {
        return far.values().stream()
                .filter(other -> other.silent)
                .map(
                        other ->
                                new Finding(
                                        "file system at " + other.path,
                                        Health.DEGRADED,
                                        "It does not answer: accesses to its files wait for its"
                                                + " server, and no others. Bring the server back,"
                                                + " or unmount it by force (umount -f)"))
                .toList();
    }

    /** As {@link dev.nacre.api.event.EventSource#waiting}. */
    int waiting() {
        return all().stream().mapToInt(post -> post.readers().waiting()).sum();
    }

    /** Gives the leases back first. */
    @Override
    public void close() {
        leases.close();
        all().forEach(Post::close);
    }
}
