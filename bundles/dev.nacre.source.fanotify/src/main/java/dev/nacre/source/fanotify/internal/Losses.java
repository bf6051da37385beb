/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

/**
 * The reasons given to {@link dev.nacre.api.event.EventSink#lost}. All are made beforehand: a
 * reader makes no text.
 */
final class Losses {
    /** The kernel dropped events, and allowed the accesses, as the queue was full. */
    static final String OVERFLOW = "queue-overflow";

    /** The kernel dropped events that tell of names. */
    static final String ARRIVALS_OVERFLOW = "arrivals-overflow";

    /** A file that arrived could not be looked at. */
    static final String ARRIVAL = "arrival";

    /** The file could not be looked at; the access was allowed. */
    static final String STATUS = "status";

    /** The sink threw; the access was allowed. */
    static final String SINK = "sink-fault";

    /** The owner of a permission event closed it without an answer; the access was allowed. */
    static final String UNANSWERED = "unanswered";

    /** The kernel did not take an answer. */
    static final String REFUSED_ANSWER = "answer-refused";

    /** More than any errno of errno(3). */
    private static final int ERRNOS = 134;

    private static final String[] DESCRIPTOR = numbered("descriptor-error-");
    private static final String[] READ = numbered("read-error-");

    private Losses() {}

    /** The kernel could not open the file for us; it has denied the access where it could. */
    static String descriptor(int errno) {
        return DESCRIPTOR[clamp(errno)];
    }

    /**
     * Reading the group failed. With EMFILE an event was dropped for want of a descriptor, and the
     * access denied where it could be.
     */
    static String read(int errno) {
        return READ[clamp(errno)];
    }

    private static int clamp(int errno) {
        return errno > 0 && errno < ERRNOS ? errno : 0;
    }

    private static String[] numbered(String label) {
        String[] texts = new String[ERRNOS];
        for (int i = 0; i < ERRNOS; i++) {
            texts[i] = label + i;
        }
        return texts;
    }
}
