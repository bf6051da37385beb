/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockDeviceTest {
    @Test
    void what_is_no_disk_is_not_removable() {
        assertThat(BlockDevice.removable("tmpfs")).isFalse();
        assertThat(BlockDevice.removable("none")).isFalse();
    }

    @Test
    void a_disk_that_is_not_there_is_taken_for_removed() {
        assertThat(BlockDevice.removable("/dev/there-is-none")).isTrue();
    }

    @Test
    void every_disk_here_is_as_its_own_file_says_unless_it_hangs_on_usb() throws IOException {
        try (Stream<Path> blocks = Files.list(Path.of("/sys/block"))) {
            List<Path> disks =
                    blocks.filter(disk -> Files.exists(Path.of("/dev").resolve(disk.getFileName())))
                            .toList();
            assertThat(disks).isNotEmpty();
            for (Path disk : disks) {
                boolean said = Files.readString(disk.resolve("removable")).strip().equals("1");
                boolean usb = disk.toRealPath().toString().contains("/usb");
                assertThat(BlockDevice.removable("/dev/" + disk.getFileName()))
                        .as("%s", disk)
                        .isEqualTo(said || usb);
            }
        }
    }
}
