/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static dev.nacre.linux.libc.Fanotify.EVENT_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_MASK;
import static dev.nacre.linux.libc.Fanotify.EVENT_METADATA_LEN;
import static dev.nacre.linux.libc.Fanotify.EVENT_PID;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_INFO_TYPE_DFID;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_INFO_TYPE_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_INFO_TYPE_FID;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_INFO_TYPE_NEW_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.FAN_EVENT_INFO_TYPE_OLD_DFID_NAME;
import static dev.nacre.linux.libc.Fanotify.INFO_FSID;
import static dev.nacre.linux.libc.Fanotify.INFO_HANDLE;
import static dev.nacre.linux.libc.Fanotify.INFO_LEN;
import static dev.nacre.linux.libc.Fanotify.INFO_TYPE;

import dev.nacre.api.file.BytePath;
import java.nio.ByteBuffer;

/**
 * An event of a fanotify group that reports handles (fanotify(7), FAN_REPORT_FID): it comes without
 * a descriptor, so that it opens nothing and nobody waits for it.
 *
 * @param mask what happened; of several events in a row to the same the kernel makes one
 * @param pid who did it; 0 where unknown
 * @param filesystem its id, as {@link FileSystems#id} tells it; 0 where no record has one
 * @param target what it happened to; {@code null} where the kernel does not tell
 * @param before where that was before it was moved ({@code FAN_RENAME}); else {@code null}
 * @param entry where it is; {@code null} where the kernel does not tell
 */
public record HandleEvent(
        long mask, int pid, long filesystem, FileHandle target, Entry before, Entry entry) {
    private static final BytePath ITSELF = BytePath.of(".");

    /**
     * A name in a folder.
     *
     * @param folder its handle
     * @param name without any slash; {@code null} where it is the folder itself, or not told
     */
    public record Entry(FileHandle folder, BytePath name) {}

    /**
     * Copies an event.
     *
     * @param events what read(2) has filled
     * @param at where the event begins
     */
    public static HandleEvent read(ByteBuffer events, int at) {
        long filesystem = 0;
        FileHandle target = null;
        Entry before = null;
        Entry entry = null;
        int end = at + events.getInt(at + EVENT_LEN);
        int info = at + Short.toUnsignedInt(events.getShort(at + EVENT_METADATA_LEN));
        while (info < end) {
            int length = Short.toUnsignedInt(events.getShort(info + INFO_LEN));
            switch (Byte.toUnsignedInt(events.get(info + INFO_TYPE))) {
                case FAN_EVENT_INFO_TYPE_FID -> {
                    filesystem = events.getLong(info + INFO_FSID);
                    target = FileHandle.read(events, info + INFO_HANDLE);
                }
                case FAN_EVENT_INFO_TYPE_DFID -> {
                    filesystem = events.getLong(info + INFO_FSID);
                    entry = new Entry(FileHandle.read(events, info + INFO_HANDLE), null);
                }
                case FAN_EVENT_INFO_TYPE_DFID_NAME, FAN_EVENT_INFO_TYPE_NEW_DFID_NAME -> {
                    filesystem = events.getLong(info + INFO_FSID);
                    entry = entry(events, info, info + length);
                }
                case FAN_EVENT_INFO_TYPE_OLD_DFID_NAME ->
                        before = entry(events, info, info + length);
                default -> {
                    // Not about where it happened.
                }
            }
            info += length;
        }
        long mask = events.getLong(at + EVENT_MASK);
        int pid = events.getInt(at + EVENT_PID);
        return new HandleEvent(mask, pid, filesystem, target, before, entry);
    }

    /** Behind the handle stands the name with a closing NUL, and perhaps more of them. */
    private static Entry entry(ByteBuffer events, int info, int end) {
        FileHandle folder = FileHandle.read(events, info + INFO_HANDLE);
        int start = info + INFO_HANDLE + FileHandle.length(events, info + INFO_HANDLE);
        int stop = start;
        while (stop < end && events.get(stop) != 0) {
            stop++;
        }
        byte[] bytes = new byte[stop - start];
        events.get(start, bytes);
        BytePath name = BytePath.of(bytes);
        return new Entry(folder, name.equals(ITSELF) ? null : name);
    }
}
