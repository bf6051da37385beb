/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process that does to files what it is told: one line of words on stdin is one step, one line on
 * stdout its end: "ok", perhaps with a word, or the number of the error. So the order of steps among
 * several of them is exact, without any waiting for time.
 *
 * It holds at most one file open and one mapping of it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crowd.h"
#include "ways.h"

static char *content;
static size_t size;
static int file = -1;
static volatile char *mapping;
static struct timespec times[2];

static int load(const char *path) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) return -1;
    free(content);
    size = (size_t)st.st_size;
    /* O_DIRECT wants memory aligned to the block size, open(2). */
    if (posix_memalign((void **)&content, 4096, size) != 0) return -1;
    ssize_t got = read(fd, content, size);
    close(fd);
    return got == (ssize_t)size ? 0 : -1;
}

static int hold(const char *path, int flags) {
    file = open(path, flags | O_CLOEXEC, 0644);
    return file < 0 ? -1 : 0;
}

static int release(void) {
    int result = close(file);
    file = -1;
    return result;
}

static int create(const char *path) {
    return hold(path, O_WRONLY | O_CREAT | O_EXCL) || whole(write(file, content, size), size) ? -1 : release();
}

/* Answers the first byte, which tells the contents of a test apart. */
static int look(const char *path, char *seen) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t got = pread(fd, seen, 1, 0);
    close(fd);
    return got < 0 ? -1 : 0;
}

static int map(void) {
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    mapping = at;
    return at == MAP_FAILED ? -1 : 0;
}

static int unmap(void) {
    int result = munmap((void *)mapping, size);
    mapping = NULL;
    return result;
}

/* A read fault maps the page; on file systems that need not notice the first store, it is writable. */
static int peek(void) {
    return mapping[0] == '\0' ? -1 : 0;
}

static int touch(void) {
    mapping[0] = mapping[0];
    return 0;
}

static int store(void) {
    memcpy((void *)mapping, content, size);
    return 0;
}

static int send_from(const char *source) {
    int from = open(source, O_RDONLY | O_CLOEXEC);
    int result = from < 0 ? -1 : whole(sendfile(file, from, NULL, size), size);
    close(from);
    return result;
}

static int copy_from(const char *source) {
    int from = open(source, O_RDONLY | O_CLOEXEC);
    int result = from < 0 ? -1 : whole(copy_file_range(from, NULL, file, NULL, size, 0), size);
    close(from);
    return result;
}

static int keep_times(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) return -1;
    times[0] = st.st_atim;
    times[1] = st.st_mtim;
    return 0;
}

static int step(const char *verb, const char *a, const char *b, const char *c, const char *d,
                char *answer) {
#define DO(name, call) if (strcmp(verb, name) == 0) return (call)
    DO("load", load(a));
    DO("create", create(a));
    DO("look", look(a, answer));
    DO("hold", hold(a, O_RDWR));
    DO("hold-direct", hold(a, O_RDWR | O_DIRECT));
    DO("release", release());
    DO("map", map());
    DO("unmap", unmap());
    DO("peek", peek());
    DO("touch", touch());
    DO("store", store());
    DO("change", change(a, file, content, size));
    DO("sendfile", send_from(a));
    DO("copy", copy_from(a));
    DO("rename", rename(a, b));
    DO("link", link(a, b));
    DO("unlink", unlink(a));
    DO("keep-times", keep_times(a));
    DO("restore-times", utimensat(AT_FDCWD, a, times, 0));
    DO("openers", openers(a, atoi(b), answer));
    DO("turns", turns(a, b, atoi(c), answer));
    DO("writer", writer(a, b, c, atoi(d), answer));
    DO("reader", reader(a, b, atoi(c), answer));
    DO("opens", opens_while(a, atoi(b), atoi(c), d, answer));
    errno = EINVAL;
    return -1;
}

/* For good, with its group, and without any others. */
static int become(const char *user) {
    unsigned id = (unsigned)strtoul(user, NULL, 10);
    return setgroups(0, NULL) || setgid(id) || setuid(id) ? -1 : 0;
}

/* With an argument: as the user of this number. */
int main(int count, char **arguments) {
    char line[4096];
    umask(022);
    if (count > 1 && become(arguments[1]) != 0) return 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        char answer[ANSWER] = "";
        char *words[] = {"", "", "", "", ""};
        char *rest = line;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            char *word = strsep(&rest, " \n");
            words[i] = word == NULL ? "" : word;
        }
        errno = 0;
        if (step(words[0], words[1], words[2], words[3], words[4], answer) == 0) {
            printf("ok %s\n", answer);
        } else {
            printf("%d\n", errno);
        }
        fflush(stdout);
    }
    return 0;
}
