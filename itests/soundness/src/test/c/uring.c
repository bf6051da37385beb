/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/io_uring.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ways.h"

/*
 * One ring of one request, kept, as to end one takes long. Submission and completion lie in one mapping
 * (IORING_FEAT_SINGLE_MMAP).
 */
static int ring = -1;
static char *queues;
static struct io_uring_sqe *request;
static struct io_uring_params params;

static void *map(size_t size, off_t offset) {
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring, offset);
    return at == MAP_FAILED ? NULL : at;
}

static int open_ring(void) {
    ring = (int)syscall(SYS_io_uring_setup, 1, &params);
    if (ring < 0) return -1;
    size_t sent = params.sq_off.array + params.sq_entries * sizeof(uint32_t);
    size_t done = params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe);
    queues = map(sent > done ? sent : done, IORING_OFF_SQ_RING);
    request = map(params.sq_entries * sizeof *request, IORING_OFF_SQES);
    return queues == NULL || request == NULL ? -1 : 0;
}

int uring_write(int fd, const char *content, size_t size) {
    if (ring < 0 && open_ring() != 0) return -1;
    *request = (struct io_uring_sqe){.opcode = IORING_OP_WRITE,
                                     .fd = fd,
                                     .addr = (uintptr_t)content,
                                     .len = (uint32_t)size};
    uint32_t *tail = (uint32_t *)(queues + params.sq_off.tail);
    uint32_t *head = (uint32_t *)(queues + params.cq_off.head);
    uint32_t at = *head & *(uint32_t *)(queues + params.cq_off.ring_mask);
    *(uint32_t *)(queues + params.sq_off.array) = 0;
    __atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
    if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1) return -1;
    int result = ((struct io_uring_cqe *)(queues + params.cq_off.cqes))[at].res;
    __atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
    if (result < 0) errno = -result;
    return whole(result, size);
}
