/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader FOLDER FIRST FILES PROCESSES READS: so many processes, spread over the FILES files from
 * FIRST on, read READS files each, one after the other and round and round. Prints the nanoseconds
 * from the start of all to the end of the last.
 */
#include "numbered.h"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static void read_files(const char *folder, long first, long files, long begin, long reads) {
    static char buffer[1 << 16], path[PATH_BYTES];
    for (long i = 0; i < reads; i++) {
        ssize_t got, bytes = 0;
        path_of(path, folder, first + (begin + i) % files);
        int from = open(path, O_RDONLY);
        if (from < 0) fail("open", path);
        while ((got = read(from, buffer, sizeof buffer)) > 0) bytes += got;
        if (got < 0) fail("read", path);
        if (bytes == 0) {
            fprintf(stderr, "%s is empty\n", path);
            exit(1);
        }
        close(from);
    }
}

int main(int count, char **words) {
    if (count != 6) {
        fputs("reader FOLDER FIRST FILES PROCESSES READS\n", stderr);
        return 2;
    }
    long first = number(words[2]), files = number(words[3]);
    long processes = number(words[4]), reads = number(words[5]);
    int gate[2], status, failed = 0;
    char byte;
    if (pipe(gate)) fail("pipe", "");
    for (long p = 0; p < processes; p++) {
        pid_t child = fork();
        if (child < 0) fail("fork", "");
        if (child == 0) {
            close(gate[1]);
            if (read(gate[0], &byte, 1) < 0) fail("read", "gate");
            read_files(words[1], first, files, p * files / processes, reads);
            _exit(0);
        }
    }
    usleep(20000); /* until all wait at the gate; its closing lets them go */
    long begin = nanos();
    close(gate[1]);
    while (wait(&status) > 0) failed |= status;
    printf("%ld\n", nanos() - begin);
    return failed != 0;
}
