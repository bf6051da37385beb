/* SPDX-License-Identifier: Apache-2.0 */
/* The ways by which content gets into an open file. */
#ifndef WAYS_H
#define WAYS_H

#include <stddef.h>

/* Their names: what change() takes. */
extern const char *const WAYS[];
extern const size_t WAY_COUNT;

/*
 * Has the file begin with this content, and returns when that is done. 0, or -1 and errno: ENOSYS
 * or EPERM where this machine has no such way, EINVAL where nobody knows it.
 *
 * content: aligned for O_DIRECT where the file is open so, open(2)
 */
int change(const char *way, int fd, const char *content, size_t size);

/* 0 where so much was done; else -1. */
int whole(long done, size_t size);

/* By io_uring(7); without its library, which is not everywhere. */
int uring_write(int fd, const char *content, size_t size);

#endif
