/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.itests.distribution.Host;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outcome;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import dev.nacre.itests.support.SharedClamd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * clamonacc walks a tree and watches each folder; what it meets on the way ends that. The host may
 * have few descriptors, and starts while folders come and go.
 */
class PlacesTest extends ClamonaccTest {
    private static final int DESCRIPTORS = 1024;
    private static final int FOLDERS = 100_000;

    /** Of a processor. */
    private static final double BUSY = 0.5;

    private OwnFileSystem submount;
    private OwnFileSystem single;
    private Process churn;
    private boolean churned;

    @Override
    protected Host host() throws Exception {
        return Host.in(
                        place.resolve("host"),
                        Host.HOME,
                        "prlimit",
                        "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS)
                .useClamd(SharedClamd.get().socket());
    }

    @Override
    protected void prepare() throws Exception {
        Path tree = folder("tree");
        eicar(folder("tree/sub/sub/sub"));
        submount = OwnFileSystem.mount(tree.resolve("sub/submount"), "16m");
        eicar(Files.createDirectories(submount.root().resolve("deep/er")));
        single = OwnFileSystem.mount(place.resolve("single"), "16m");
        Outside.must("mkfifo", folder("tree/home").resolve("fifo").toString());
        Files.createSymbolicLink(tree.resolve("loop"), tree);
        Path file = Files.writeString(files.resolve("file"), "no folder");
        watch("tree", tree, "scanOn = \"open-exec\"");
        watch("mount", single.root(), "scanOn = \"open-exec\"", "mark = \"mount\"");
        host.configure(
                "dev.nacre.watch-odd",
                "paths = [\"%1$s/missing\", \"%2$s\", \"%1$s/a/b/c\", \"%1$s/a\", \"%1$s/a/b\"]"
                        .formatted(files, file),
                "scanOn = \"open-exec\"");
        folder("a/b/c");
        churn =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "while :; do mkdir -p $0/x/y/z; rm -r $0/x; done",
                                folder("tree/churn").toString())
                        .start();
    }

    @Override
    protected void started() throws Exception {
        churned = churn.isAlive();
        churn.destroyForcibly().onExit().join();
    }

    @AfterAll
    void end_what_was_started() throws IOException {
        if (churn != null) {
            churn.destroyForcibly().onExit().join();
        }
        for (OwnFileSystem own : new OwnFileSystem[] {submount, single}) {
            if (own != null) {
                own.close();
            }
        }
    }

    @Test
    void issue_591_a_fifo_in_a_guarded_folder_works_and_is_not_scanned() throws Exception {
        Path fifo = files.resolve("tree/home/fifo");
        Outcome through =
                Outside.run("sh", "-c", "echo pearl >\"$0\" & cat \"$0\"", fifo.toString());
        assertThat(through.text()).isEqualTo("pearl\n");
        Path home = fifo.getParent();
        assertThat(isRefused(eicar(home))).isTrue();
        // Whoever opened it to look would wait for a writer.
        JsonObject looked = host.json("scan", home.toString()).getAsJsonObject();
        assertThat(looked.get("skipped").getAsInt()).isOne();
        assertThat(looked.get("infected").getAsInt()).isOne();
    }

    @Test
    void issue_341_issue_492_what_is_mounted_in_the_tree_is_guarded_as_is_the_rest()
            throws Exception {
        assertThat(isRefused(submount.root().resolve("deep/er/eicar.com"))).isTrue();
        assertThat(isRefused(eicar(folder("tree/after/the/submount")))).isTrue();
    }

    @Test
    void issue_1797_folders_that_were_there_before_the_start_are_guarded() throws Exception {
        assertThat(isRefused(files.resolve("tree/sub/sub/sub/eicar.com"))).isTrue();
    }

    @Test
    void issue_186_a_tree_that_changes_while_the_guard_starts_is_guarded_and_said_to_be()
            throws Exception {
        assertThat(churned).as("until the host guarded").isTrue();
        assertThat(host.said()).contains(files.resolve("tree").toString());
        assertThat(isRefused(eicar(files.resolve("tree/churn")))).isTrue();
    }

    @Test
    void issue_1750_folders_within_one_another_may_be_listed_in_any_order() throws Exception {
        for (String name : new String[] {"a", "a/b", "a/b/c"}) {
            assertThat(isRefused(eicar(files.resolve(name)))).as(name).isTrue();
        }
    }

    @Test
    void issue_793_a_path_that_is_missing_leaves_the_rest_guarded_and_the_processor_idle()
            throws Exception {
        Outcome status = host.verb("status");
        assertThat(status.exit()).as("degraded").isOne();
        assertThat(status.text()).contains(files + "/missing does not exist");
        assertThat(status.text()).contains(files + "/file is not a folder");
        assertThat(isRefused(eicar(folder("a/rest")))).isTrue();
        until("a second in which the host does little", SOON, this::isIdle);
        eicar(folder("missing"));
        until(
                "it is guarded as it is there",
                SOON,
                () -> isRefused(files.resolve("missing/eicar.com")));
        Outside.must("rm", "-r", files.resolve("missing").toString());
    }

    private boolean isIdle() throws Exception {
        long before = processorTicks();
        long begin = System.nanoTime();
        Thread.sleep(1000);
        double seconds = (System.nanoTime() - begin) / 1e9;
        // A tick is 10 ms: sysconf(_SC_CLK_TCK) is 100 on Linux (time(7)).
        return (processorTicks() - before) / 100.0 / seconds < BUSY;
    }

    /** The fields utime and stime of proc_pid_stat(5). */
    private long processorTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + host.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @Test
    void issue_1704_issue_857_folders_without_number_need_no_watch_each_and_few_descriptors()
            throws Exception {
        Path log = host.var().resolve("log/nacre.log");
        long size = Files.size(log);
        Path folders = folder("tree/folders");
        shell("cd $1; seq $2 | xargs mkdir", folders, FOLDERS);
        Path last = eicar(folders.resolve(Integer.toString(FOLDERS)));
        assertThat(isRefused(last)).isTrue();
        assertThat(marks()).as("marks and watches of the host").isLessThan(100);
        shell(
                "cd $1; seq 1000 | xargs -n 1 -P 40 sh -c 'echo $0 >f$0; read x <f$0; true'",
                folder("tree/files"));
        assertThat(Files.size(log) - size).as("bytes in the log").isLessThan(10_000);
        assertThat(isRefused(last)).isTrue();
    }

    /** Marks and watches of all the host's descriptors (proc_pid_fdinfo(5)). */
    private long marks() throws IOException {
        try (Stream<Path> infos = Files.list(Path.of("/proc/" + host.pid() + "/fdinfo"))) {
            return infos.mapToLong(PlacesTest::marks).sum();
        }
    }

    private static long marks(Path info) {
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.matches("(fanotify (ino|mnt_id|sdev)|inotify wd):.*"))
                    .count();
        } catch (IOException | java.io.UncheckedIOException e) {
            // A descriptor that was closed meanwhile.
            return 0;
        }
    }

    @Test
    void issue_1820_other_mount_namespaces_are_guarded_too() throws Exception {
        Path infected = eicar(folder("tree/shared"));
        Path elsewhere = Files.createDirectories(place.resolve("elsewhere"));
        String script = "mount --bind \"$1\" \"$2\" && cat \"$2/eicar.com\"";
        Outcome outcome =
                Outside.run(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        script,
                        "sh",
                        infected.getParent().toString(),
                        elsewhere.toString());
        assertThat(outcome.refused()).as("%s", outcome).isTrue();
    }

    @Test
    void issue_49_on_a_mount_that_is_marked_as_such_infected_files_are_refused() throws Exception {
        Path infected = Files.write(single.root().resolve("eicar.com"), Malware.eicar());
        assertThat(isRefused(infected)).isTrue();
        assertThat(status().get("prevents").getAsBoolean()).isTrue();
    }
}
