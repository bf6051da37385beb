/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final MountTable TABLE =
            MountTable.parse(
                    """
                    21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
                    22 21 0:5 / /proc rw - proc proc rw
                    30 21 8:1 / /srv rw shared:9 master:2 - xfs /dev/sdb rw
                    31 21 8:1 /data/of\\040bob /home/bob rw - xfs /dev/sdb rw
                    32 30 0:40 / /srv/tmp rw - tmpfs tmpfs rw
                    33 21 0:41 / /mnt rw - autofs systemd-1 rw
                    34 33 8:17 / /mnt/stick rw - ext4 /dev/sdb1 rw
                    """);

    private static Location locate(long id, String path) {
        return TABLE.locate(id, BytePath.of(path));
    }

    @Test
    void a_path_on_the_only_mount_is_its_own_canonical_path() {
        assertThat(locate(21, "/etc/passwd"))
                .isEqualTo(
                        new Location(BytePath.of("/etc/passwd"), BytePath.of("/etc/passwd"), true));
    }

    @Test
    void a_bind_mount_leads_to_the_path_on_the_principal_mount() {
        assertThat(locate(31, "/home/bob/x").canonical())
                .isEqualTo(BytePath.of("/srv/data/of bob/x"));
        assertThat(locate(31, "/home/bob").canonical()).isEqualTo(BytePath.of("/srv/data/of bob"));
    }

    @Test
    void a_mount_of_another_namespace_is_not_ours() {
        assertThat(locate(99, "/srv/data/x").ours()).isFalse();
    }

    @Test
    void a_file_has_the_type_of_its_mount_or_else_of_one_with_its_device() {
        assertThat(TABLE.typeOf(32, FileStatus.makedev(0, 40))).contains("tmpfs");
        assertThat(TABLE.typeOf(99, FileStatus.makedev(0, 40))).contains("tmpfs");
        assertThat(TABLE.typeOf(99, FileStatus.makedev(0, 99))).isEmpty();
    }

    @Test
    void a_type_is_not_believed_where_the_mounts_number_was_given_anew() {
        assertThat(TABLE.typeOf(32, FileStatus.makedev(8, 1))).isEmpty();
    }

    @Test
    void files_of_btrfs_have_devices_of_their_own() {
        assertThat(
                        MountTable.parse("40 1 0:50 /home /h rw - btrfs /dev/sda rw")
                                .typeOf(40, FileStatus.makedev(0, 51)))
                .contains("btrfs");
    }

    @Test
    void a_path_that_does_not_fit_its_mount_is_not_trusted() {
        assertThat(locate(30, "/etc/passwd").ours()).isFalse();
    }

    @Test
    void a_path_of_our_own_is_located_by_the_mount_that_covers_it() {
        assertThat(TABLE.locate(BytePath.of("/home/bob/x")).canonical())
                .isEqualTo(BytePath.of("/srv/data/of bob/x"));
        assertThat(TABLE.locate(BytePath.of("/home/alice")).canonical())
                .isEqualTo(BytePath.of("/home/alice"));
    }

    @Test
    void mounts_below_a_folder_are_those_that_hold_files() {
        assertThat(TABLE.below(BytePath.of("/")))
                .extracting(mount -> mount.point().toString())
                .containsExactly("/srv", "/home/bob", "/srv/tmp", "/mnt/stick");
        assertThat(TABLE.below(BytePath.of("/srv"))).hasSize(1);
    }

    @Test
    void a_mount_of_another_namespace_is_known_by_its_device() {
        assertThat(TABLE.find(99, TABLE.find(30).device())).isEqualTo(TABLE.find(30));
        assertThat(TABLE.find(99, 1)).isNull();
        assertThat(TABLE.find(34).source()).isEqualTo(BytePath.of("/dev/sdb1"));
    }

    @Test
    void what_lies_below_an_automount_comes_and_goes() {
        assertThat(TABLE.automounted(TABLE.find(34))).isTrue();
        assertThat(TABLE.automounted(TABLE.find(30))).isFalse();
    }

    @Test
    void the_real_table_knows_the_mount_of_a_real_file() throws Exception {
        FileStatus status = new FileStatus();
        int self = Descriptors.open(BytePath.of("/proc/self/status"), 0);
        try {
            assertThat(status.read(self)).isTrue();
            assertThat(MountTable.read().find(status.mount()).type()).isEqualTo("proc");
        } finally {
            Descriptors.close(self);
        }
    }
}
