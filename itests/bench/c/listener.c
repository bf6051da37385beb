/* SPDX-License-Identifier: Apache-2.0 */
/*
 * listener FOLDER open|exec THREADS: has the kernel ask before each open or execution on the file
 * system of FOLDER, and allows all at once: the least that any scanner could take. Says "ready".
 * Ended by a signal; the kernel then lets go whoever waits.
 */
#define _GNU_SOURCE
#include "numbered.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/fanotify.h>
#include <unistd.h>

static int group;

static void *answer(void *unused) {
    static __thread struct fanotify_event_metadata buffer[170];
    for (;;) {
        ssize_t got = read(group, buffer, sizeof buffer);
        if (got < 0) fail("read", "fanotify");
        struct fanotify_event_metadata *event = buffer;
        for (; FAN_EVENT_OK(event, got); event = FAN_EVENT_NEXT(event, got)) {
            struct fanotify_response response = {event->fd, FAN_ALLOW};
            if (write(group, &response, sizeof response) != sizeof response)
                fail("write", "fanotify");
            close(event->fd);
        }
    }
    return unused;
}

int main(int count, char **words) {
    if (count != 4 || (strcmp(words[2], "open") && strcmp(words[2], "exec"))) {
        fputs("listener FOLDER open|exec THREADS\n", stderr);
        return 2;
    }
    uint64_t mask = FAN_OPEN_EXEC_PERM | (strcmp(words[2], "open") ? 0 : FAN_OPEN_PERM);
    group = fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC | FAN_UNLIMITED_QUEUE,
                          O_RDONLY | O_CLOEXEC | O_LARGEFILE);
    if (group < 0) fail("fanotify_init", "");
    if (fanotify_mark(group, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, mask, AT_FDCWD, words[1]))
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
