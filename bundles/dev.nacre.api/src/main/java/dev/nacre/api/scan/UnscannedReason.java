/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.scan;

import dev.nacre.api.config.Named;

/** Why there is no verdict. Each is counted. */
public enum UnscannedReason implements Named {
    /** Larger than the watch's maxFileSize. */
    TOO_LARGE("too-large"),
    /** Over a limit of the scanner's own. */
    LIMIT_EXCEEDED("limit-exceeded"),
    /** No scanner could be reached. */
    SCANNER_DOWN("scanner-down"),
    /** No verdict within the deadline. */
    TIMED_OUT("timed-out"),
    /** What was to decide on the access did not come back. */
    STALLED("stalled"),
    /** The scanner reported an error. */
    SCAN_FAILED("scan-failed"),
    /** More accesses waited than may. */
    QUEUE_FULL("queue-full"),
    /** The file kept changing while it was scanned. */
    CHANGING("changing"),
    /** The file could not be read, or was gone. */
    UNREADABLE("unreadable"),
    /** The guard was ending. */
    SHUTDOWN("shutdown"),
    /** The kernel dropped the event. */
    LOST("lost");

    private final String text;

    UnscannedReason(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
