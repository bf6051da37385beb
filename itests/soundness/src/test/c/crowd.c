/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "crowd.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ways.h"

/* Above the number of opens after which a file is left to the kernel, with time for that. */
enum { LOOKS = 6 };

/* A file system of the tests has room for so many files. */
enum { MOST_TURNS = 4000 };

/* How long turns may go on until one was within a tick of the clock: a busy machine seldom lets one. */
enum { PATIENCE_MILLIS = 30000 };

static long nanos(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static long millis(void) { return nanos(CLOCK_MONOTONIC) / 1000000; }

/* What this process has opened since the start of a step. */
static long opens;
static long longest;

static int timed_open(const char *path, int flags) {
    long start = millis();
    int fd = open(path, flags | O_CLOEXEC);
    long took = millis() - start;
    if (took > longest) longest = took;
    opens++;
    return fd;
}

struct crowd {
    const char *path;
    pthread_barrier_t start;
    atomic_int opened, refused;
    atomic_long longest;
};

static void *opener(void *argument) {
    struct crowd *crowd = argument;
    pthread_barrier_wait(&crowd->start);
    long start = millis();
    int fd = open(crowd->path, O_RDONLY | O_CLOEXEC);
    long took = millis() - start;
    int error = errno;
    long seen = atomic_load(&crowd->longest);
    while (took > seen && !atomic_compare_exchange_weak(&crowd->longest, &seen, took)) {}
    if (fd >= 0) {
        atomic_fetch_add(&crowd->opened, 1);
        close(fd);
    } else if (error == EPERM) {
        atomic_fetch_add(&crowd->refused, 1);
    }
    return NULL;
}

int openers(const char *path, int count, char *answer) {
    struct crowd crowd = {.path = path};
    pthread_attr_t small;
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 * 1024);
    pthread_barrier_init(&crowd.start, NULL, (unsigned)count);
    for (int i = 0; i < count; i++) {
        if (pthread_create(&threads[i], &small, opener, &crowd) != 0) exit(1);
    }
    for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
    free(threads);
    sprintf(answer, "opened %d refused %d longest %ld", crowd.opened, crowd.refused, crowd.longest);
    return 0;
}

static int fill(int fd, int what, const char *way) {
    char bytes[LENGTH];
    memset(bytes, what, sizeof bytes);
    int result = change(way, fd, bytes, sizeof bytes);
    /* What a machine lacks cannot get malware in. */
    return result != 0 && strcmp(way, "uring") == 0 && (errno == ENOSYS || errno == EPERM)
               ? change("write", fd, bytes, sizeof bytes)
               : result;
}

/* The byte that an open and a read give, or 0 where the open is refused, or -1. */
static int see(const char *path) {
    char byte;
    int fd = timed_open(path, O_RDONLY);
    if (fd < 0) return errno == EPERM ? 0 : -1;
    int seen = pread(fd, &byte, 1, 0) == 1 ? byte : -1;
    close(fd);
    return seen;
}

static int make(const char *path, int what) {
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    return fd < 0 || fill(fd, what, "write") != 0 || close(fd) != 0 ? -1 : 0;
}

int turns(const char *path, const char *aside, int milliseconds, char *answer) {
    int turn = 0, passed = 0, kept = 0, within = 0;
    char name[4096], other[4096];
    opens = longest = 0;
    long end = millis() + milliseconds;
    for (; turn < MOST_TURNS && millis() < end + (within == 0 ? PATIENCE_MILLIS : 0); turn++) {
        snprintf(name, sizeof name, "%s.%d", path, turn);
        snprintf(other, sizeof other, "%s.%d", aside, turn);
        long start = nanos(CLOCK_REALTIME_COARSE);
        if (make(other, CLEAN) != 0) return -1;
        /* With fewer looks between, both contents may be of one tick. */
        for (int i = turn % LOOKS; i < LOOKS; i++) kept += see(name) != CLEAN;
        int fd = timed_open(name, O_RDWR);
        if (fd < 0 && errno == EPERM) continue;
        if (fd < 0 || fill(fd, INFECTED, WAYS[(size_t)turn % WAY_COUNT]) != 0 || close(fd) != 0) return -1;
        within += nanos(CLOCK_REALTIME_COARSE) == start;
        passed += see(name) == INFECTED;
        passed += see(name) == INFECTED;
    }
    sprintf(answer, "turns %d passed %d kept %d within %d opens %ld longest %ld", turn, passed, kept,
            within, opens, longest);
    return 0;
}

/* What a board says: a number that grows with each change, and in its lowest bits what is there. */
enum { AT_WORK = 0, IS_CLEAN = 1, IS_INFECTED = 2, STATES = 4 };

static _Atomic uint64_t *map_board(int fd) {
    void *at = mmap(NULL, sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return at == MAP_FAILED ? NULL : at;
}

static void note(_Atomic uint64_t *board, uint64_t state) {
    atomic_store(board, (atomic_load(board) / STATES + 1) * STATES + state);
}

/* Another file under the name; the old one stays under another, so that its inode is not used again. */
static int replace(const char *path, int serial) {
    char old[4096], new[4096];
    snprintf(old, sizeof old, "%s.old.%d.%d", path, getpid(), serial);
    snprintf(new, sizeof new, "%s.new.%d", path, getpid());
    return make(new, CLEAN) || link(path, old) || rename(new, path) ? -1 : 0;
}

/* An infected file cannot be opened to be written; an empty one can. */
static int empty(const char *path) {
    return truncate(path, 0) != 0 ? -1 : timed_open(path, O_RDWR);
}

static int rewrite(const char *path, int serial, int what) {
    int fd = empty(path);
    /* Clean first, and then other content: what a look between may have found. */
    return fd < 0 || fill(fd, CLEAN, serial & 4 ? "store" : "write") != 0 ||
                   fill(fd, what, WAYS[(size_t)serial % WAY_COUNT]) != 0 || close(fd) != 0
               ? -1
               : 0;
}

/* Long enough for some opens, and never in step with anything. */
static void nap(unsigned most_micros) { usleep((useconds_t)(rand() % (int)most_micros)); }

int writer(const char *path, const char *aside, const char *board, int milliseconds, char *answer) {
    int changes = 0, fd = open(board, O_RDWR | O_CLOEXEC);
    _Atomic uint64_t *notes = fd < 0 ? NULL : map_board(fd);
    if (notes == NULL) return -1;
    srand((unsigned)getpid());
    opens = longest = 0;
    for (long end = millis() + milliseconds; millis() < end; changes++) {
        int replaces = changes % 4 == 0, what = changes & 1 ? INFECTED : CLEAN;
        if (flock(fd, LOCK_EX) != 0) return -1;
        note(notes, AT_WORK);
        if ((replaces ? replace(aside, changes) : rewrite(path, changes, what)) != 0) return -1;
        note(notes, what == INFECTED ? IS_INFECTED : IS_CLEAN);
        nap(20000);
        if (flock(fd, LOCK_UN) != 0) return -1;
        /* Locks are not fair: let others come in between. */
        nap(2000);
    }
    close(fd);
    sprintf(answer, "changes %d longest %ld", changes, longest);
    return 0;
}

int reader(const char *path, const char *board, int milliseconds, char *answer) {
    int looks = 0, judged = 0, passed = 0, kept = 0, fd = open(board, O_RDWR | O_CLOEXEC);
    _Atomic uint64_t *notes = fd < 0 ? NULL : map_board(fd);
    if (notes == NULL) return -1;
    srand((unsigned)getpid());
    opens = longest = 0;
    for (long end = millis() + milliseconds; millis() < end; looks++) {
        uint64_t before = atomic_load(notes);
        int seen = see(path);
        if (atomic_load(notes) == before && before % STATES == IS_INFECTED) {
            judged++;
            passed += seen != 0;
        } else if (atomic_load(notes) == before && before % STATES == IS_CLEAN) {
            kept += seen != CLEAN;
        }
        nap(2000);
    }
    close(fd);
    sprintf(answer, "looks %d judged %d passed %d kept %d longest %ld", looks, judged, passed, kept,
            longest);
    return 0;
}
