/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "ways.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *const WAYS[] = {"write", "pwrite", "refill", "splice", "submit", "uring", "store"};
const size_t WAY_COUNT = sizeof WAYS / sizeof WAYS[0];

int whole(long done, size_t size) {
    if (done >= 0 && (size_t)done != size) errno = EIO;
    return done == (long)size ? 0 : -1;
}

/* io_submit(2), as libaio does it. The context is kept, as to end one takes long. */
static int submit(int fd, const char *content, size_t size) {
    static aio_context_t context;
    struct iocb block = {.aio_lio_opcode = IOCB_CMD_PWRITE,
                         .aio_fildes = (unsigned)fd,
                         .aio_buf = (unsigned long)content,
                         .aio_nbytes = size};
    struct iocb *blocks[] = {&block};
    struct io_event event;
    if (context == 0 && syscall(SYS_io_setup, 1, &context) != 0) return -1;
    return syscall(SYS_io_submit, context, 1, blocks) == 1 &&
                   syscall(SYS_io_getevents, context, 1, 1, &event, NULL) == 1
               ? whole((long)event.res, size)
               : -1;
}

static int splice_in(int fd, const char *content, size_t size) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0 || whole(write(ends[1], content, size), size) != 0) return -1;
    off64_t start = 0;
    int result = whole(splice(ends[0], NULL, fd, &start, size, 0), size);
    close(ends[0]);
    close(ends[1]);
    return result;
}

static int refill(int fd, const char *content, size_t size) {
    return ftruncate(fd, 0) ? -1 : whole(pwrite(fd, content, size, 0), size);
}

/* Where the file is shorter than the content, it is made longer first. */
static int store(int fd, const char *content, size_t size) {
    if (lseek(fd, 0, SEEK_END) < (off_t)size && ftruncate(fd, (off_t)size) != 0) return -1;
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) return -1;
    memcpy(at, content, size);
    return munmap(at, size);
}

static int write_from_start(int fd, const char *content, size_t size) {
    return lseek(fd, 0, SEEK_SET) < 0 ? -1 : whole(write(fd, content, size), size);
}

int change(const char *way, int fd, const char *content, size_t size) {
    if (strcmp(way, "write") == 0) return write_from_start(fd, content, size);
    if (strcmp(way, "pwrite") == 0) return whole(pwrite(fd, content, size, 0), size);
    if (strcmp(way, "refill") == 0) return refill(fd, content, size);
    if (strcmp(way, "splice") == 0) return splice_in(fd, content, size);
    if (strcmp(way, "submit") == 0) return submit(fd, content, size);
    if (strcmp(way, "uring") == 0) return uring_write(fd, content, size);
    if (strcmp(way, "store") == 0) return store(fd, content, size);
    errno = EINVAL;
    return -1;
}
