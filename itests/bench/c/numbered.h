/* SPDX-License-Identifier: Apache-2.0 */
/* What the programs of the bench share: where file number N of a tree lies, time, and the end. */
#ifndef NUMBERED_H
#define NUMBERED_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PER_FOLDER = 100, PATH_BYTES = 512 };

static inline void fail(const char *what, const char *which) {
    fprintf(stderr, "%s %s: %s\n", what, which, strerror(errno));
    exit(1);
}

static inline long number(const char *word) {
    char *end;
    errno = 0;
    long value = strtol(word, &end, 10);
    if (errno || *end || end == word || value < 0) {
        fprintf(stderr, "not a number: %s\n", word);
        exit(2);
    }
    return value;
}

static inline void path_of(char *path, const char *folder, long file) {
    snprintf(path, PATH_BYTES, "%s/%05ld/%02ld.txt", folder, file / PER_FOLDER, file % PER_FOLDER);
}

static inline long nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

#endif
