/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file system that a process serves (fuse(4)), and that may fall silent:
 *   server MOUNT-POINT SILENCE
 * It holds two files. While there is a file SILENCE it answers no open, and says in a file
 * SILENCE.held that one waits.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { ROOT = FUSE_ROOT_ID, CLEAN, INFECTED, LENGTH = 4096, MOST_HELD = 64, LOOK_MILLIS = 10 };

static int device;
static const char *silence;
static uint64_t held[MOST_HELD];
static size_t held_count;

static void reply(uint64_t unique, int error, const void *body, size_t length) {
    struct fuse_out_header head = {.len = (uint32_t)(sizeof head + length), .error = -error, .unique = unique};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)(uintptr_t)body, length}};
    /* Who asked may have been killed. */
    if (writev(device, parts, length == 0 ? 1 : 2) < 0 && errno != ENOENT) perror("answer");
}

static struct fuse_attr attributes(uint64_t node) {
    struct fuse_attr attr = {.ino = node, .nlink = 1, .mode = S_IFREG | 0644, .size = LENGTH, .blksize = LENGTH};
    if (node == ROOT) {
        attr.mode = S_IFDIR | 0755;
        attr.size = 0;
    }
    return attr;
}

static void begin(uint64_t unique) {
    struct fuse_init_out out = {.major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION, .max_write = LENGTH};
    reply(unique, 0, &out, sizeof out);
}

static void look_up(uint64_t unique, const char *name) {
    uint64_t node = strcmp(name, "clean") == 0 ? CLEAN : strcmp(name, "infected") == 0 ? INFECTED : 0;
    struct fuse_entry_out out = {.nodeid = node, .entry_valid = 3600, .attr_valid = 3600, .attr = attributes(node)};
    reply(unique, node == 0 ? ENOENT : 0, &out, node == 0 ? 0 : sizeof out);
}

static void get_attributes(uint64_t unique, uint64_t node) {
    struct fuse_attr_out out = {.attr_valid = 3600, .attr = attributes(node)};
    reply(unique, 0, &out, sizeof out);
}

static void opened(uint64_t unique) {
    struct fuse_open_out out = {0};
    reply(unique, 0, &out, sizeof out);
}

static void open_file(uint64_t unique) {
    if (access(silence, F_OK) != 0 || held_count == MOST_HELD) {
        opened(unique);
        return;
    }
    char said[4096];
    held[held_count++] = unique;
    snprintf(said, sizeof said, "%s.held", silence);
    close(open(said, O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
}

static void read_file(uint64_t unique, uint64_t node, const struct fuse_read_in *in) {
    char bytes[LENGTH];
    size_t left = in->offset < LENGTH ? LENGTH - in->offset : 0;
    memset(bytes, node == INFECTED ? 'i' : 'c', sizeof bytes);
    reply(unique, 0, bytes, in->size < left ? in->size : left);
}

static void serve(const struct fuse_in_header *in) {
    const void *body = in + 1;
    switch (in->opcode) {
    case FUSE_INIT: begin(in->unique); break;
    case FUSE_LOOKUP: look_up(in->unique, body); break;
    case FUSE_GETATTR: get_attributes(in->unique, in->nodeid); break;
    case FUSE_OPEN: open_file(in->unique); break;
    case FUSE_OPENDIR: opened(in->unique); break;
    case FUSE_READ: read_file(in->unique, in->nodeid, body); break;
    case FUSE_READDIR:
    case FUSE_RELEASE:
    case FUSE_RELEASEDIR: reply(in->unique, 0, NULL, 0); break;
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET:
    case FUSE_INTERRUPT: break;
    default: reply(in->unique, ENOSYS, NULL, 0);
    }
}

int main(int count, char **arguments) {
    static _Alignas(struct fuse_in_header) char request[FUSE_MIN_READ_BUFFER + LENGTH];
    char options[256];
    if (count != 3) return 2;
    silence = arguments[2];
    device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other", device);
    if (device < 0 || mount("nacre-test", arguments[1], "fuse", MS_NODEV | MS_NOSUID, options) != 0) {
        perror("fuse");
        return 1;
    }
    struct pollfd readable = {.fd = device, .events = POLLIN};
    while (poll(&readable, 1, LOOK_MILLIS) >= 0) {
        while (held_count > 0 && access(silence, F_OK) != 0) opened(held[--held_count]);
        if (readable.revents == 0) continue;
        if (read(device, request, sizeof request) > 0) {
            serve((const struct fuse_in_header *)request);
        } else if (errno != EINTR && errno != ENOENT) {
            /* Unmounted. */
            return 0;
        }
    }
    return 1;
}
