/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/**
 * Says on standard error what goes wrong with logging itself: a mistake in its configuration, a
 * full disk. Named in {@code logback.xml}.
 */
public final class LogTrouble implements StatusListener {
    @Override
    public void addStatusEvent(Status status) {
        if (status.getEffectiveLevel() >= Status.WARN) {
            Throwable cause = status.getThrowable();
            System.err.println(
                    "nacre: logging: " + status.getMessage() + (cause == null ? "" : ": " + cause));
        }
    }
}
