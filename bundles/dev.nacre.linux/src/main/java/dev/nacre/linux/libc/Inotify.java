/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

/** Constants of {@code sys/inotify.h}: inotify(7). The same on every architecture. */
public final class Inotify {
    /** Flags of inotify_init(2). */
    public static final int IN_CLOEXEC = Fcntl.O_CLOEXEC;

    public static final int IN_NONBLOCK = Fcntl.O_NONBLOCK;

    /** Events. */
    public static final int IN_ACCESS = 0x1;

    public static final int IN_MODIFY = 0x2;
    public static final int IN_CLOSE_WRITE = 0x8;
    public static final int IN_CLOSE_NOWRITE = 0x10;
    public static final int IN_OPEN = 0x20;
    public static final int IN_MOVED_TO = 0x80;
    public static final int IN_CREATE = 0x100;
    public static final int IN_MOVE_SELF = 0x800;

    /** Told without being asked for. */
    public static final int IN_Q_OVERFLOW = 0x4000;

    /** The watch is gone: taken away, or its folder deleted or unmounted. */
    public static final int IN_IGNORED = 0x8000;

    /** The event is about a folder. */
    public static final int IN_ISDIR = 0x40000000;

    /** Flags of inotify_add_watch(2): folders only; nothing about names that are deleted. */
    public static final int IN_ONLYDIR = 0x01000000;

    public static final int IN_EXCL_UNLINK = 0x04000000;

    /** {@code struct inotify_event}: its length without the name, and the offsets used. */
    public static final int EVENT_LEN = 16;

    public static final int EVENT_WD = 0;
    public static final int EVENT_MASK = 4;

    /** How long the name is, with the NULs behind it. */
    public static final int EVENT_NAME_LEN = 12;

    private Inotify() {}
}
