/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "crowd.h"

/* What the board says: a number that grows with each change, and in its lowest bits what holds. */
enum { CHANGING = 0, SPARES = 1, REFUSES = 2, STATES = 4 };

enum { INFECTED_EACH = 16 };

static long millis(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000;
}

int opens_while(const char *folder, int files, int count, const char *board, char *answer) {
    long opens = 0, refused = 0, passed = 0, kept = 0, judged = 0, spared = 0, longest = 0;
    int at = open(board, O_RDONLY | O_CLOEXEC);
    _Atomic uint64_t *notes = mmap(NULL, 2 * sizeof(uint64_t), PROT_READ, MAP_SHARED, at, 0);
    if (at < 0 || notes == MAP_FAILED) return -1;
    while (opens < count || atomic_load(&notes[1]) == 0) {
        char path[4096];
        int number = (int)(opens % files), infected = number % INFECTED_EACH == 0;
        snprintf(path, sizeof path, "%s/%d.bin", folder, number);
        uint64_t before = atomic_load(&notes[0]);
        long start = millis();
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        long took = millis() - start;
        int holds = atomic_load(&notes[0]) == before ? (int)(before % STATES) : CHANGING;
        if (fd < 0 && errno != EPERM) return -1;
        if (fd >= 0) close(fd);
        opens++;
        refused += fd < 0;
        if (took > longest) longest = took;
        if (!infected) {
            kept += fd < 0;
        } else if (holds == REFUSES) {
            judged += fd < 0;
            passed += fd >= 0;
        } else if (holds == SPARES) {
            spared += fd >= 0;
            kept += fd < 0;
        }
    }
    munmap((void *)notes, 2 * sizeof(uint64_t));
    close(at);
    sprintf(answer, "opens %ld refused %ld passed %ld kept %ld judged %ld spared %ld longest %ld", opens,
            refused, passed, kept, judged, spared, longest);
    return 0;
}
