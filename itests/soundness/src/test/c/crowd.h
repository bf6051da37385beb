/* SPDX-License-Identifier: Apache-2.0 */
/* What many do at once, or one does many times: too quick for a step each. */
#ifndef CROWD_H
#define CROWD_H

/* Contents of this many bytes, all of them CLEAN or all INFECTED. */
enum { LENGTH = 4096, CLEAN = 'c', INFECTED = 'i' };

/* Each answers names and numbers in turn, in at most so many bytes. "longest" is that of one open(2),
 * in milliseconds. */
enum { ANSWER = 256 };

/* Opens a file by this many threads at once; answers how many were "opened", how many "refused". */
int openers(const char *path, int count, char *answer);

/*
 * For so many milliseconds, with a new file each time: makes it clean, looks at it until it should be
 * well known, makes it infected by one way after the other, looks again. Answers the number of
 * "turns", of infected files whose content "passed", of clean ones "kept" from being opened, of
 * turns "within" one tick of the clock from the first content to the second, and of all guarded "opens".
 *
 * aside: the same path where it is not guarded; there the clean files are made
 */
int turns(const char *path, const char *aside, int milliseconds, char *answer);

/*
 * Changes the file for so many milliseconds, clean and infected in turn, by a way that differs each
 * time; sometimes it puts a new file in its place. No other writer does so meanwhile. Answers the
 * number of "changes".
 *
 * aside: the same path where it is not guarded; from there new files come
 * board: a file of some bytes, on which writers note for readers what they have done
 */
int writer(const char *path, const char *aside, const char *board, int milliseconds, char *answer);

/*
 * Looks at the file for so many milliseconds, whatever writers do meanwhile. What it saw is judged
 * where no writer was at work from before the open until after the read. Answers the number of
 * "looks", of those "judged" while the file was infected, of infected contents that "passed", of
 * clean files "kept" from being opened.
 */
int reader(const char *path, const char *board, int milliseconds, char *answer);

/*
 * Opens the files "0.bin", "1.bin", ... of a folder over and over, at least count times and until the
 * board says that it is over; each sixteenth is infected. What became of an open is judged where the
 * board said the same from before until after it: that infected files are to be refused, or that they
 * may be opened. Answers the number of "opens", of those "refused", of infected files that "passed"
 * though they were to be refused, of files "kept" from being opened that may be, and of infected ones
 * "judged" and "spared" as they should be.
 *
 * board: a file of two numbers of 64 bits: what holds, as in the source, and whether it is over
 */
int opens_while(const char *folder, int files, int count, const char *board, char *answer);

#endif
