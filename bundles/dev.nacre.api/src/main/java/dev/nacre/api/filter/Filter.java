/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.filter;

import dev.nacre.api.event.Access;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.watch.Watch;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says that an access needs no scan. Whiteboard service, ordered by ranking; the first that exempts
 * an access ends the search. A watch's {@code filter.target} chooses by service properties.
 *
 * <p>Called by the threads that the kernel's answer hangs on: it must not wait, open a file, log,
 * or take a lock that another thread may hold for long. One that throws exempts nothing, and is
 * counted.
 */
@ConsumerType
public interface Filter {
    /** Service property: the name people know the filter by. */
    String NAME = "nacre.filter.name";

    /** Service property: what the filter goes by, such as {@code path}. */
    String KIND = "nacre.filter.kind";

    /**
     * Whether this access needs no scan.
     *
     * @param watch the watch that decides on the access
     * @param access good for the call only
     * @return the rule that exempts it, in words for people, such as {@code prefix /srv/cache};
     *     empty where it must be scanned
     */
    Optional<String> exempts(Watch watch, Access access);

    /**
     * Why this filter leaves an access to be scanned that one of its rules would exempt. Asked by
     * people only, on no thread that the kernel's answer hangs on.
     *
     * @param watch the watch that decides on the access
     * @param access good for the call only
     * @return in words for people, such as {@code include prefix /srv/cache/uploads}; empty where
     *     no rule exempts the access
     */
    default Optional<String> spares(Watch watch, Access access) {
        return Optional.empty();
    }

    /**
     * The folders that this filter exempts whole: each file in them and below, by its path alone,
     * whoever accesses it and however. A source may have the kernel report nothing of them, so that
     * {@link #exempts} is not asked. Asked on no thread that the kernel's answer hangs on, and
     * again after each change of the service's properties.
     *
     * @param watch the watch that decides there
     * @return canonical; without those that hold, or may hold, something that is to be scanned
     */
    default List<BytePath> folders(Watch watch) {
        return List.of();
    }
}
