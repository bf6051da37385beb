/* SPDX-License-Identifier: Apache-2.0 */
/* What many do at once, or one does many times: too quick for a step each. */
#ifndef CROWD_H
#define CROWD_H

/* Contents of this many bytes, all of them CLEAN or all INFECTED. */
enum { LENGTH = 4096, CLEAN = 'c', INFECTED = 'i' };

/* Opens a file by this many threads at once; answers how many could, and how many were refused. */
int openers(const char *path, int count, char *answer);

/*
 * So many times: makes the file clean, looks at it, makes it infected by the way that is named
 * ("write", "store"), looks again. Answers the number of infected files that could be opened, and of
 * clean ones that could not.
 */
int turns(const char *path, int count, const char *way, char *answer);

/*
 * Changes the file for so many seconds, clean and infected in turn, by a way that differs each time,
 * and alone: it holds the lock while it has the file open. Answers the number of changes.
 */
int writer(const char *path, const char *lock, int seconds, char *answer);

/*
 * Looks at the file for so many seconds, while no writer has it open: so what it may see is known.
 * Answers the number of looks, of infected contents read, and of clean files refused.
 */
int reader(const char *path, const char *lock, int seconds, char *answer);

#endif
