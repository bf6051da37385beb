/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "crowd.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct crowd {
    const char *path;
    pthread_barrier_t start;
    int opened, refused;
};

static void *opener(void *argument) {
    struct crowd *crowd = argument;
    pthread_barrier_wait(&crowd->start);
    int fd = open(crowd->path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        __atomic_add_fetch(&crowd->opened, 1, __ATOMIC_RELAXED);
        close(fd);
    } else if (errno == EPERM) {
        __atomic_add_fetch(&crowd->refused, 1, __ATOMIC_RELAXED);
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
    sprintf(answer, "%d opened, %d refused", crowd.opened, crowd.refused);
    return 0;
}

/* An infected file cannot be opened to be written; an empty one can. */
static int empty(const char *path) {
    if (truncate(path, 0) != 0) return -1;
    return open(path, O_RDWR | O_CLOEXEC);
}

static int fill(int fd, int what, int mapped) {
    char bytes[LENGTH];
    memset(bytes, what, sizeof bytes);
    if (!mapped) return pwrite(fd, bytes, sizeof bytes, 0) == LENGTH ? 0 : -1;
    if (ftruncate(fd, LENGTH) != 0) return -1;
    void *at = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) return -1;
    memset(at, what, LENGTH);
    return munmap(at, LENGTH);
}

/* The byte that an open and a read give, or 0 where the open is refused, or -1. */
static int see(const char *path) {
    char byte;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno == EPERM ? 0 : -1;
    int seen = pread(fd, &byte, 1, 0) == 1 ? byte : -1;
    close(fd);
    return seen;
}

int turns(const char *path, int count, const char *way, char *answer) {
    int passed = 0, kept = 0, mapped = strcmp(way, "store") == 0;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) return -1;
    close(fd);
    for (int i = 0; i < count; i++) {
        if ((fd = empty(path)) < 0 || fill(fd, CLEAN, 0) != 0 || close(fd) != 0) return -1;
        if (see(path) != CLEAN || see(path) != CLEAN) kept++;
        fd = open(path, O_RDWR | O_CLOEXEC);
        if (fd < 0) continue;
        if (fill(fd, INFECTED, mapped) != 0 || close(fd) != 0) return -1;
        if (see(path) == INFECTED) passed++;
    }
    sprintf(answer, "%d passed, %d kept", passed, kept);
    return 0;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int writer(const char *path, const char *lock, int seconds, char *answer) {
    int changes = 0, locked = open(lock, O_RDWR | O_CLOEXEC);
    if (locked < 0) return -1;
    for (double end = now() + seconds; now() < end; changes++) {
        if (flock(locked, LOCK_EX) != 0) return -1;
        int fd = empty(path);
        /* Clean, dirty and mapped first, and then other content: what a look between may have found. */
        if (fd < 0 || fill(fd, CLEAN, changes & 2) != 0) return -1;
        if (fill(fd, changes & 1 ? INFECTED : CLEAN, changes & 4) != 0 || close(fd) != 0) return -1;
        if (flock(locked, LOCK_UN) != 0) return -1;
        /* Locks are not fair: let readers come in between. */
        usleep(1000);
    }
    close(locked);
    sprintf(answer, "%d changes", changes);
    return 0;
}

int reader(const char *path, const char *lock, int seconds, char *answer) {
    int looks = 0, passed = 0, failed = 0, locked = open(lock, O_RDWR | O_CLOEXEC);
    if (locked < 0) return -1;
    for (double end = now() + seconds; now() < end; looks++) {
        if (flock(locked, LOCK_SH) != 0) return -1;
        int seen = see(path);
        passed += seen == INFECTED;
        failed += seen < 0;
        if (flock(locked, LOCK_UN) != 0) return -1;
        usleep(500);
    }
    close(locked);
    sprintf(answer, "%d looks, %d passed, %d failed", looks, passed, failed);
    return 0;
}
