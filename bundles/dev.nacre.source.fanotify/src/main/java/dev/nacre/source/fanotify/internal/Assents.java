/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

import static dev.nacre.linux.libc.Fanotify.FAN_ALLOW;
import static dev.nacre.linux.libc.Fanotify.RESPONSE;
import static dev.nacre.linux.libc.Fanotify.RESPONSE_FD;
import static dev.nacre.linux.libc.Fanotify.RESPONSE_LEN;

import dev.nacre.linux.Messages;

/**
 * Answers that allow, to be given together: by one call, which costs less than one each. And each
 * answer wakes all who wait for one: given one by one, whoever was woken would run before the next
 * is given, find no answer of its own, and be woken again.
 *
 * <p>For one thread.
 */
final class Assents {
    private final Messages answers = new Messages(Batch.EVENTS, RESPONSE_LEN);
    private int count;

    Assents() {
        for (int i = 0; i < Batch.EVENTS; i++) {
            answers.bytes().putInt(i * RESPONSE_LEN + RESPONSE, FAN_ALLOW);
        }
    }

    /** To allow the access that came with {@code file}; of one batch, as there is no more room. */
    void add(int file) {
        answers.bytes().putInt(count++ * RESPONSE_LEN + RESPONSE_FD, file);
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /**
     * Writes those from {@code from} on to a group, until the kernel refuses one.
     *
     * @return how many it took
     */
    int write(int group, int from) {
        return answers.write(group, from, count);
    }
}
