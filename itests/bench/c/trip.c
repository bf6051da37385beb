/* SPDX-License-Identifier: Apache-2.0 */
/* trip FILE TIMES: opens and closes FILE so often; prints p50 and p99 of one, in nanoseconds. */
#include "numbered.h"
#include <fcntl.h>
#include <unistd.h>

static int by_value(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

int main(int count, char **words) {
    if (count != 3) {
        fputs("trip FILE TIMES\n", stderr);
        return 2;
    }
    long times = number(words[2]);
    long *took = calloc((size_t)times + 1, sizeof *took);
    if (!took || times < 100) {
        fputs("trip: at least 100 times\n", stderr);
        return 2;
    }
    for (long i = 0; i < times; i++) {
        long begin = nanos();
        int file = open(words[1], O_RDONLY);
        if (file < 0) fail("open", words[1]);
        close(file);
        took[i] = nanos() - begin;
    }
    qsort(took, (size_t)times, sizeof *took, by_value);
    printf("%ld %ld\n", took[times / 2], took[times / 100 * 99]);
    return 0;
}
