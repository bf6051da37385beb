/* SPDX-License-Identifier: Apache-2.0 */
/*
 * appender FILE RATE SECONDS keep|close: appends a line RATE times a second, and keeps the file
 * open meanwhile, or opens and closes it each time. Prints the lines and the milliseconds.
 */
#include "numbered.h"
#include <fcntl.h>
#include <unistd.h>

static int open_log(const char *path) {
    int log = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    if (log < 0) fail("open", path);
    return log;
}

int main(int count, char **words) {
    if (count != 5 || (strcmp(words[4], "keep") && strcmp(words[4], "close"))) {
        fputs("appender FILE RATE SECONDS keep|close\n", stderr);
        return 2;
    }
    long rate = number(words[2]), lines = rate * number(words[3]);
    int closes = !strcmp(words[4], "close"), log = open_log(words[1]);
    long begin = nanos();
    for (long i = 0; i < lines; i++) {
        long due = begin + i * (1000000000L / rate);
        struct timespec until = {due / 1000000000L, due % 1000000000L};
        char line[64];
        size_t length = (size_t)snprintf(line, sizeof line, "line %ld of a log that grows\n", i);
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        if (closes) {
            close(log);
            log = open_log(words[1]);
        }
        if (write(log, line, length) != (ssize_t)length) fail("write", words[1]);
    }
    close(log);
    printf("%ld %ld\n", lines, (nanos() - begin) / 1000000);
    return 0;
}
