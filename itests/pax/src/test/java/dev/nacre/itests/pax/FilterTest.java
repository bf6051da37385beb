/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.guard.FilterStatus;
import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

/** Each kind of filter tells real accesses apart, and counts those it exempts. */
public class FilterTest extends NacreTest {
    private static final String NAME = "telling";

    /** Shows a file under another's name. */
    private static final String BIND = "mount --bind \"$0\" \"$1\" && cat \"$1\"";

    private Path eicar;

    private void guardEicar() throws Exception {
        eicar = place("eicar.com", Malware.eicar());
        watch(Map.of());
    }

    private void filter(String kind, Map<String, ?> settings) throws Exception {
        configurations.set("dev.nacre.filter." + kind + "~" + NAME, settings);
    }

    private static String[] list(String... texts) {
        return texts;
    }

    /** Waits until an access is exempt; from then on the filter is in force. */
    private void awaitExempt(String... command) throws Exception {
        Await.until(
                String.join(" ", command) + " is exempt",
                SOON,
                () -> Outside.run(command).succeeded());
        long before = exempted();
        assertThat(Outside.run(command).succeeded()).isTrue();
        assertThat(exempted()).isGreaterThan(before);
    }

    private void refused(String... command) throws Exception {
        Outcome outcome = Outside.run(command);
        assertThat(outcome.refused()).as("%s", outcome).isTrue();
    }

    private long exempted() {
        return guard.status().filters().stream()
                .filter(filter -> filter.name().equals(NAME))
                .mapToLong(FilterStatus::exempted)
                .sum();
    }

    @Test
    public void a_folder_in_an_excluded_one_is_included_again() throws Exception {
        Path cache = Files.createDirectories(folder.resolve("cache/uploads"));
        Path upload = Files.write(cache.resolve("eicar"), Malware.eicar());
        Path cached = Files.write(cache.resolveSibling("eicar"), Malware.eicar());
        guardEicar();
        filter(
                "path",
                Map.of(
                        "prefixes", list(folder + "/cache"),
                        "includePrefixes", list(folder + "/cache/uploads")));
        awaitExempt("cat", cached.toString());
        refused("cat", upload.toString());
        refused("cat", eicar.toString());
    }

    @Test
    public void a_user_and_a_group_are_told_from_others() throws Exception {
        guardEicar();
        String[] nobody = as("--reuid=65534", "--regid=65533", "--clear-groups");
        String[] member = as("--reuid=65533", "--regid=65533", "--groups=65534");
        String[] other = as("--reuid=65533", "--regid=65533", "--clear-groups");
        filter("user", Map.of("users", list("nobody")));
        awaitExempt(nobody);
        refused(member);
        refused(other);
        refused("cat", eicar.toString());
        filter("user", Map.of("groups", list("65534")));
        awaitExempt(member);
        refused(nobody);
        refused(other);
    }

    private String[] as(String user, String group, String groups) {
        return list("setpriv", user, group, groups, "cat", eicar.toString());
    }

    @Test
    public void what_a_user_reaches_through_a_namespace_of_its_own_is_scanned() throws Exception {
        Path covered = place("covered", new byte[] {1});
        guardEicar();
        filter("user", Map.of("root", "true"));
        awaitExempt("cat", eicar.toString());
        refused("unshare", "-m", "sh", "-c", BIND, eicar.toString(), covered.toString());
    }

    @Test
    public void a_file_system_is_told_from_another_by_its_type() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path image = Files.createTempFile("nacre-test", ".image");
        Outside.must("truncate", "-s", "16M", image.toString());
        // The container's PATH is that of users.
        String path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
        Outside.must("env", path, "mkfs.ext4", "-q", "-F", image.toString());
        Outside.must("mount", "-o", "loop", image.toString(), disk.toString());
        Files.delete(image);
        try {
            Path onDisk = Files.write(disk.resolve("eicar"), Malware.eicar());
            guardEicar();
            filter("filesystem", Map.of("types", list("tmpfs")));
            awaitExempt("cat", eicar.toString());
            refused("cat", onDisk.toString());
            // Wherever another namespace shows it, the file stays where it is.
            refused("unshare", "-m", "sh", "-c", BIND, onDisk.toString(), eicar.toString());
            filter("filesystem", Map.of("types", list("ext4")));
            awaitExempt("cat", onDisk.toString());
            refused("cat", eicar.toString());
        } finally {
            Outside.must("umount", "--lazy", disk.toString());
        }
    }

    @Test
    public void a_unit_is_told_from_others_by_its_control_group() throws Exception {
        guardEicar();
        try (ControlGroups groups = ControlGroups.assumeWritable()) {
            String slice = "nacretest.slice/";
            Path unit = groups.make(slice + "nacretest-a.service");
            Path below = groups.make(slice + "nacretest-a.service/nacretest-b.service");
            Path other = groups.make(slice + "nacretest-b.service");
            filter("process", Map.of("units", list("nacretest-b.service")));
            awaitExempt(in(other));
            refused(in(unit));
            refused(in(below));
            refused("cat", eicar.toString());
            filter("process", Map.of("units", list("nacretest-a.service")));
            awaitExempt(in(below));
            awaitExempt(in(unit));
            refused(in(other));
            filter("process", Map.of("cgroups", list("/" + slice + "nacretest-b.service")));
            awaitExempt(in(other));
            refused(in(unit));
        }
    }

    /** A shell goes into the group; what it starts is in it too. */
    private String[] in(Path group) {
        return list(
                "sh", "-c", "echo $$ >\"$0\" && cat \"$1\"", group.toString(), eicar.toString());
    }

    @Test
    public void a_name_is_told_from_others_and_each_exemption_is_counted() throws Exception {
        Path log = place("eicar.LOG", Malware.eicar());
        guardEicar();
        filter("name", Map.of("suffixes", list(".log")));
        awaitExempt("cat", log.toString());
        long before = exempted();
        refused("cat", eicar.toString());
        assertThat(exempted()).isEqualTo(before);
        assertThat(Outside.read(log).succeeded()).isTrue();
        assertThat(exempted()).isEqualTo(before + 1);
    }

    @Test
    public void a_size_is_told_from_others() throws Exception {
        Path smaller = place("program", Malware.program());
        guardEicar();
        filter("size", Map.of("smallerThan", Long.toString(Files.size(eicar))));
        awaitExempt("cat", smaller.toString());
        refused("cat", eicar.toString());
    }
}
