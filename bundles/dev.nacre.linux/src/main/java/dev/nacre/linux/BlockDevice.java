/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells of disks in {@code /sys} (sysfs(5)). */
public final class BlockDevice {
    private static final String DEVICES = "/dev/";
    private static final String BLOCKS = "/sys/class/block/";
    private static final String USB = "/usb";

    private BlockDevice() {}

    /**
     * Whether people pull out the disk that was mounted: it says that it is removable, or hangs on
     * USB, or a device that it is made of does. Opens files of sysfs.
     *
     * @param source as {@link Mount#source}
     */
    public static boolean removable(String source) {
        if (!source.startsWith(DEVICES)) {
            return false;
        }
        try {
            // Names such as those of /dev/mapper lead to the device.
            return removable(Path.of(BLOCKS + Path.of(source).toRealPath().toFile().getName()));
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean removable(Path block) throws IOException {
        Path device = block.toRealPath();
        // A partition has no such file; its disk, the folder above, does.
        if (device.toString().contains(USB) || says(device) || says(device.resolve(".."))) {
            return true;
        }
        Path slaves = device.resolve("slaves");
        if (Files.isDirectory(slaves)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(slaves)) {
                for (Path part : parts) {
                    if (removable(part)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean says(Path device) throws IOException {
        Path flag = device.resolve("removable");
        return Files.exists(flag) && Files.readString(flag).strip().equals("1");
    }
}
