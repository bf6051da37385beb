/* SPDX-License-Identifier: Apache-2.0 */
/*
 * runner FOLDER PROGRAMS LOOPS: forks and executes each of FOLDER/0 to FOLDER/(PROGRAMS-1), one
 * after the other, LOOPS times. Prints the nanoseconds of all.
 */
#include "numbered.h"
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **words) {
    if (count != 4) {
        fputs("runner FOLDER PROGRAMS LOOPS\n", stderr);
        return 2;
    }
    long programs = number(words[2]), loops = number(words[3]);
    char path[PATH_BYTES], *arguments[] = {path, NULL}, *environment[] = {NULL};
    long begin = nanos();
    for (long i = 0; i < programs * loops; i++) {
        int status;
        snprintf(path, sizeof path, "%s/%ld", words[1], i % programs);
        pid_t child = fork();
        if (child < 0) fail("fork", "");
        if (child == 0) {
            execve(path, arguments, environment);
            fail("execve", path);
        }
        if (waitpid(child, &status, 0) < 0) fail("waitpid", path);
        if (status) {
            fprintf(stderr, "%s ended with %d\n", path, status);
            return 1;
        }
    }
    printf("%ld\n", nanos() - begin);
    return 0;
}
