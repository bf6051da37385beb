/* SPDX-License-Identifier: Apache-2.0 */
/* tree FOLDER FILES LEAST MOST: makes FILES text files of LEAST to MOST bytes, no two alike. */
#include "numbered.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* xorshift64 (Marsaglia, 2003): the same tree each time. */
static unsigned long state = 88172645463325252UL;

static unsigned long next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static size_t fill(char *text, size_t size, long file) {
    size_t at = (size_t)snprintf(text, size, "file %ld\n", file);
    while (at < size) {
        unsigned long bits = next();
        for (int i = 0; i < 9 && at < size; i++, bits >>= 5) {
            text[at++] = "abcdefghijklmnopqrstuvwxyz     \n"[bits & 31];
        }
    }
    return size;
}

int main(int count, char **words) {
    if (count != 5) {
        fputs("tree FOLDER FILES LEAST MOST\n", stderr);
        return 2;
    }
    long files = number(words[2]), least = number(words[3]), most = number(words[4]);
    char path[PATH_BYTES], *text = malloc((size_t)most);
    if (!text || most < least || least < 32) {
        fputs("tree: sizes from 32 bytes on\n", stderr);
        return 2;
    }
    mkdir(words[1], 0755);
    for (long file = 0; file < files; file++) {
        path_of(path, words[1], file);
        if (file % PER_FOLDER == 0) {
            *strrchr(path, '/') = 0;
            if (mkdir(path, 0755)) fail("mkdir", path);
            path_of(path, words[1], file);
        }
        size_t size = (size_t)(least + (long)(next() >> 33) % (most - least + 1));
        int to = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
        if (to < 0) fail("open", path);
        if (write(to, text, fill(text, size, file)) != (ssize_t)size) fail("write", path);
        close(to);
    }
    return 0;
}
