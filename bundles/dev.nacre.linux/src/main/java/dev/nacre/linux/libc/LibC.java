/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux.libc;

import com.sun.jna.Native;

/**
 * The C library, function by function as its manual has it. Buffers are native addresses and path
 * names are bytes with a closing NUL, so that a call makes no garbage. Each returns -1 on error,
 * and {@link Native#getLastError()} then tells errno on the same thread.
 */
public final class LibC {
    static {
        Native.register(LibC.class, "c");
    }

    private LibC() {}

    /** open(2) */
    public static native int open(byte[] path, int flags, int mode);

    /** open(2) */
    public static native int openat(int folder, byte[] path, int flags, int mode);

    /** fcntl(2), for the commands that take a number */
    public static native int fcntl(int descriptor, int command, int argument);

    /** close(2) */
    public static native int close(int descriptor);

    /** read(2) */
    public static native long read(int descriptor, long buffer, long count);

    /** pread(2); the variant whose offset has 64 bits on every architecture */
    public static native long pread64(int descriptor, long buffer, long count, long offset);

    /** write(2) */
    public static native long write(int descriptor, long buffer, long count);

    /** writev(2); {@code vectors} is the address of {@code count} {@code struct iovec} */
    public static native long writev(int descriptor, long vectors, int count);

    /** readlink(2) */
    public static native long readlink(byte[] path, long buffer, long size);

    /** readlink(2) */
    public static native long readlinkat(int folder, byte[] path, long buffer, long size);

    /** statx(2) */
    public static native int statx(int folder, byte[] path, int flags, int mask, long buffer);

    /** getdents(2) */
    public static native long getdents64(int folder, long buffer, long size);

    /** rename(2) */
    public static native int renameat2(
            int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, int flags);

    /** link(2) */
    public static native int linkat(
            int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, int flags);

    /** mkdir(2) */
    public static native int mkdirat(int folder, byte[] path, int mode);

    /** access(2) */
    public static native int faccessat(int folder, byte[] path, int mode, int flags);

    /** flock(2) */
    public static native int flock(int descriptor, int operation);

    /** geteuid(2) */
    public static native int geteuid();

    /** unlink(2) */
    public static native int unlinkat(int folder, byte[] path, int flags);

    /** fsync(2) */
    public static native int fsync(int descriptor);

    /** chown(2) */
    public static native int fchown(int descriptor, int owner, int group);

    /** chmod(2) */
    public static native int fchmod(int descriptor, int mode);

    /** utimensat(2); {@code times} is the address of two {@code struct timespec} */
    public static native int futimens(int descriptor, long times);

    /** listxattr(2) */
    public static native long flistxattr(int descriptor, byte[] list, long size);

    /** getxattr(2) */
    public static native long fgetxattr(int descriptor, byte[] name, byte[] value, long size);

    /** setxattr(2) */
    public static native int fsetxattr(
            int descriptor, byte[] name, byte[] value, long size, int flags);

    /** poll(2); {@code descriptors} is the address of {@code count} {@code struct pollfd} */
    public static native int poll(long descriptors, long count, int timeoutMillis);

    /** eventfd(2) */
    public static native int eventfd(int value, int flags);

    /** memfd_create(2) */
    public static native int memfd_create(byte[] name, int flags);

    /** fanotify_init(2) */
    public static native int fanotify_init(int flags, int eventFlags);

    /** fanotify_mark(2); {@code path} may be {@code null} to mark what {@code folder} is open on */
    public static native int fanotify_mark(
            int group, int flags, long mask, int folder, byte[] path);

    /**
     * open_by_handle_at(2); {@code handle} is the address of a {@code struct file_handle}, {@code
     * mount} that of an int
     */
    public static native int name_to_handle_at(
            int folder, byte[] path, long handle, long mount, int flags);

    /** open_by_handle_at(2); {@code handle} is the address of a {@code struct file_handle} */
    public static native int open_by_handle_at(int mount, long handle, int flags);

    /** inotify_init(2) */
    public static native int inotify_init1(int flags);

    /** inotify_add_watch(2) */
    public static native int inotify_add_watch(int instance, byte[] path, int mask);

    /** inotify_rm_watch(2) */
    public static native int inotify_rm_watch(int instance, int watch);

    /** syscall(2), for calls of the form of openat2(2) */
    public static native long syscall(
            long number, long folder, byte[] path, long structure, long size);

    /** fstatfs(2); {@code status} is the address of a {@code struct statfs} */
    public static native int fstatfs(int descriptor, long status);

    /** fcntl(2), for the commands that take the address of a structure */
    public static native int fcntl(int descriptor, int command, long structure);

    /** pthread_sigmask(3); {@code set} and {@code old} are addresses of {@code sigset_t} */
    public static native int pthread_sigmask(int how, long set, long old);

    /** signalfd(2); {@code set} is the address of a {@code sigset_t} */
    public static native int signalfd(int descriptor, long set, int flags);

    /**
     * getpriority(2); {@code who} 0 with {@code which} 0 is the calling thread ("C library/kernel
     * differences")
     */
    public static native int setpriority(int which, int who, int priority);

    /** sched_setscheduler(2); {@code parameter} is the address of a {@code struct sched_param} */
    public static native int sched_setscheduler(int thread, int policy, long parameter);

    /** sched_setscheduler(2) */
    public static native int sched_getscheduler(int thread);

    /** signal(2) */
    public static native long signal(int signal, long handler);

    /** socket(2) */
    public static native int socket(int domain, int type, int protocol);

    /** sendto(2); {@code address} is that of a {@code struct sockaddr} of {@code addressLength} */
    public static native long sendto(
            int socket, long buffer, long size, int flags, long address, int addressLength);

    /**
     * getpwnam(3); {@code entry}, {@code buffer} and {@code result} are the addresses of a {@code
     * struct passwd}, of room for its texts, and of a pointer. Returns an errno
     */
    public static native int getpwnam_r(
            byte[] name, long entry, long buffer, long size, long result);

    /** getgrnam(3), likewise with a {@code struct group} */
    public static native int getgrnam_r(
            byte[] name, long entry, long buffer, long size, long result);

    /**
     * getgrouplist(3); {@code groups} and {@code count} are the addresses of ids and of an int. -1
     * says that {@code count} is now that of all groups, and sets no errno
     */
    public static native int getgrouplist(byte[] user, int group, long groups, long count);

    /** strerror(3) */
    public static native String strerror(int errno);
}
