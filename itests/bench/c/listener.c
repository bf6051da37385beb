/* SPDX-License-Identifier: Apache-2.0 */
/*
 * listener FOLDER WHAT THREADS: the least that any scanner could take on the file system of FOLDER.
 * Says "ready". Ended by a signal; the kernel then lets go whoever waits. WHAT the kernel does:
 *   open    asks before each open, and is told at once to allow it
 *   exec    likewise, before each execution
 *   write   the same, and tells of each file closed after writing
 *   leave   asks before the first open of a file, and then no more until somebody opens it to write:
 *           it has an ignore mark for as long as the listener holds a read lease
 */
#define _GNU_SOURCE
#include "numbered.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/fanotify.h>
#include <unistd.h>

static const struct {
    const char *name;
    uint64_t mask;
} WHAT[] = {
    {"open", FAN_OPEN_EXEC_PERM | FAN_OPEN_PERM},
    {"exec", FAN_OPEN_EXEC_PERM},
    {"write", FAN_OPEN_EXEC_PERM | FAN_CLOSE_WRITE},
    {"leave", FAN_OPEN_PERM},
};

static int group, leaves;

/* Whether the kernel needs the file to stay open. */
static int leave(int file) {
    return fcntl(file, F_SETLEASE, F_RDLCK) == 0 &&
           fanotify_mark(group, FAN_MARK_ADD | FAN_MARK_IGNORED_MASK | FAN_MARK_EVICTABLE,
                         FAN_OPEN_PERM, file, NULL) == 0;
}

static void *answer(void *unused) {
    static __thread struct fanotify_event_metadata buffer[170];
    for (;;) {
        ssize_t got = read(group, buffer, sizeof buffer);
        if (got < 0) fail("read", "fanotify");
        struct fanotify_event_metadata *event = buffer;
        for (; FAN_EVENT_OK(event, got); event = FAN_EVENT_NEXT(event, got)) {
            struct fanotify_response response = {event->fd, FAN_ALLOW};
            if (event->mask & (FAN_OPEN_PERM | FAN_OPEN_EXEC_PERM) &&
                write(group, &response, sizeof response) != sizeof response)
                fail("write", "fanotify");
            if (!leaves || !leave(event->fd)) close(event->fd);
        }
    }
    return unused;
}

int main(int count, char **words) {
    size_t what = 0, all = sizeof WHAT / sizeof *WHAT;
    while (count == 4 && what < all && strcmp(words[2], WHAT[what].name)) what++;
    if (count != 4 || what == all) {
        fputs("listener FOLDER open|exec|write|leave THREADS\n", stderr);
        return 2;
    }
    leaves = !strcmp(words[2], "leave");
    signal(SIGIO, SIG_IGN);
    group = fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC | FAN_UNLIMITED_QUEUE,
                          O_RDONLY | O_CLOEXEC | O_LARGEFILE);
    if (group < 0) fail("fanotify_init", "");
    if (fanotify_mark(group, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, WHAT[what].mask, AT_FDCWD, words[1]))
        fail("fanotify_mark", words[1]);
    puts("ready");
    fflush(stdout);
    for (long i = 1; i < number(words[3]); i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, answer, NULL)) fail("pthread_create", "");
    }
    answer(NULL);
    return 0;
}
