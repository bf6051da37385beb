/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

/**
 * Constants of {@code linux/fanotify.h}: fanotify(7), fanotify_init(2), fanotify_mark(2). The same
 * on every architecture.
 */
public final class Fanotify {
    /** Flags of fanotify_init(2). */
    public static final int FAN_CLOEXEC = 0x1;

    public static final int FAN_NONBLOCK = 0x2;
    public static final int FAN_CLASS_NOTIF = 0x0;
    public static final int FAN_CLASS_CONTENT = 0x4;
    public static final int FAN_UNLIMITED_QUEUE = 0x10;
    public static final int FAN_UNLIMITED_MARKS = 0x20;

    /**
     * Since Linux 5.1: events come with the handle of their file and without a descriptor. This and
     * those that follow are for groups of {@link #FAN_CLASS_NOTIF} only.
     */
    public static final int FAN_REPORT_FID = 0x200;

    /** Since Linux 5.9: with the handle of the folder. */
    public static final int FAN_REPORT_DIR_FID = 0x400;

    /** Since Linux 5.9: with the name in the folder, too; needs {@link #FAN_REPORT_DIR_FID}. */
    public static final int FAN_REPORT_NAME = 0x800;

    /** Since Linux 5.17: with the handle of what the name is given to; needs all three above. */
    public static final int FAN_REPORT_TARGET_FID = 0x1000;

    /** Since Linux 5.9: the handle of the folder and the name in it. */
    public static final int FAN_REPORT_DFID_NAME = FAN_REPORT_DIR_FID | FAN_REPORT_NAME;

    /** Since Linux 5.17: the folder, the name, and what is so named. */
    public static final int FAN_REPORT_DFID_NAME_TARGET =
            FAN_REPORT_DFID_NAME | FAN_REPORT_FID | FAN_REPORT_TARGET_FID;

    /** Since Linux 6.13: an event without a descriptor tells the errno in its place. */
    public static final int FAN_REPORT_FD_ERROR = 0x2000;

    /** Flags of fanotify_mark(2). */
    public static final int FAN_MARK_ADD = 0x1;

    public static final int FAN_MARK_REMOVE = 0x2;
    public static final int FAN_MARK_ONLYDIR = 0x8;
    public static final int FAN_MARK_MOUNT = 0x10;
    public static final int FAN_MARK_IGNORED_MASK = 0x20;

    /** Since Linux 4.20. */
    public static final int FAN_MARK_FILESYSTEM = 0x100;

    /** Since Linux 6.0: what is named is ignored, and what {@code FAN_EVENT_ON_CHILD} says, too. */
    public static final int FAN_MARK_IGNORE = 0x400;

    /** Since Linux 6.0: likewise, and modifications do not end it. */
    public static final int FAN_MARK_IGNORE_SURV = FAN_MARK_IGNORE | 0x40;

    /** Since Linux 5.19: the mark does not keep its inode in memory. */
    public static final int FAN_MARK_EVICTABLE = 0x200;

    /** Events of fanotify_mark(2) and fanotify(7). */
    public static final long FAN_ACCESS = 0x1;

    public static final long FAN_MODIFY = 0x2;
    public static final long FAN_CLOSE_WRITE = 0x8;
    public static final long FAN_CLOSE_NOWRITE = 0x10;
    public static final long FAN_OPEN = 0x20;

    /** Names and folders, since Linux 5.1: only in groups that report handles. */
    public static final long FAN_MOVED_FROM = 0x40;

    public static final long FAN_MOVED_TO = 0x80;
    public static final long FAN_CREATE = 0x100;
    public static final long FAN_DELETE = 0x200;
    public static final long FAN_DELETE_SELF = 0x400;
    public static final long FAN_MOVE_SELF = 0x800;

    /** Since Linux 5.0. */
    public static final long FAN_OPEN_EXEC = 0x1000;

    public static final long FAN_Q_OVERFLOW = 0x4000;
    public static final long FAN_OPEN_PERM = 0x10000;
    public static final long FAN_ACCESS_PERM = 0x20000;

    /** Since Linux 5.0. */
    public static final long FAN_OPEN_EXEC_PERM = 0x40000;

    /** Since Linux 5.17: a name was moved; told with the folders and names before and after. */
    public static final long FAN_RENAME = 0x10000000;

    /** Not an event: whether those of a marked folder's direct children are wanted, too. */
    public static final long FAN_EVENT_ON_CHILD = 0x8000000;

    /** Not an event: whether those of folders are wanted, too. */
    public static final long FAN_ONDIR = 0x40000000;

    /** {@code struct fanotify_event_metadata}, fanotify(7): its length and the offsets used. */
    public static final int FAN_EVENT_METADATA_LEN = 24;

    public static final int EVENT_LEN = 0;
    public static final int EVENT_METADATA_LEN = 6;
    public static final int EVENT_MASK = 8;
    public static final int EVENT_FD = 16;
    public static final int EVENT_PID = 20;

    /** Instead of a descriptor, where an event has none. */
    public static final int FAN_NOFD = -1;

    /** {@code struct fanotify_event_info_header}, fanotify(7): its length and offsets. */
    public static final int INFO_HEADER_LEN = 4;

    public static final int INFO_TYPE = 0;
    public static final int INFO_LEN = 2;

    /** {@code struct fanotify_event_info_fid}, fanotify(7): where the handle begins. */
    public static final int INFO_FSID = 4;

    public static final int INFO_HANDLE = 12;

    /** Types of such records. */
    public static final int FAN_EVENT_INFO_TYPE_FID = 1;

    public static final int FAN_EVENT_INFO_TYPE_DFID_NAME = 2;
    public static final int FAN_EVENT_INFO_TYPE_DFID = 3;
    public static final int FAN_EVENT_INFO_TYPE_OLD_DFID_NAME = 10;
    public static final int FAN_EVENT_INFO_TYPE_NEW_DFID_NAME = 12;

    /** {@code struct fanotify_response}, fanotify(7): its length and offsets. */
    public static final int RESPONSE_LEN = 8;

    public static final int RESPONSE_FD = 0;
    public static final int RESPONSE = 4;

    /** Responses. */
    public static final int FAN_ALLOW = 1;

    public static final int FAN_DENY = 2;

    private Fanotify() {}
}
