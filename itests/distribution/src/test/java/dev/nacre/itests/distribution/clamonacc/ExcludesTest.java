/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.distribution.clamonacc;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** clamonacc's excludes are missed, take more with them than they say, or end the watching. */
class ExcludesTest extends ClamonaccTest {
    /** Enough to fill many a bucket of a hash table twice. */
    private static final int MANY = 2000;

    @Override
    protected void prepare() throws Exception {
        watch("all", files, "scanOn = \"open-exec\"");
        exclude(
                "nested",
                files.resolve("nested"),
                files.resolve("nested/a"),
                files.resolve("nested/a/b"));
        exclude("passed", files.resolve("passed/out"));
        exclude("sibling", files.resolve("sibling/foo"));
        String many =
                IntStream.range(0, MANY)
                        .mapToObj(i -> "\"" + files.resolve("many/" + i) + "\"")
                        .collect(Collectors.joining(", "));
        host.configure("dev.nacre.filter.path-many", "prefixes = [" + many + "]");
        eicar(folder("nested/a/b"));
        eicar(folder("guarded"));
        eicar(folder("passed/out"));
        eicar(folder("passed/in"));
        for (String name : new String[] {"foo", "foobar", "fo", "foo.d"}) {
            eicar(folder("sibling/" + name));
        }
        Path seed = eicar(folder("many"));
        shell("cd $1; seq 0 $(($2 - 1)) | xargs mkdir", seed.getParent(), MANY + 1);
        shell(
                "cd $1; for d in [0-9]*; do ln eicar.com $d/eicar.com; done; rm eicar.com",
                seed.getParent());
    }

    private void exclude(String name, Path... folders) throws IOException {
        String prefixes =
                java.util.Arrays.stream(folders)
                        .map(folder -> "\"" + folder + "\"")
                        .collect(Collectors.joining(", "));
        host.configure("dev.nacre.filter.path-" + name, "prefixes = [" + prefixes + "]");
    }

    private boolean reads(String file) throws Exception {
        return Outside.read(files.resolve(file)).succeeded();
    }

    @Test
    void issue_1412_folders_excluded_within_one_another_are_excluded_and_the_rest_is_guarded()
            throws Exception {
        assertThat(reads("nested/a/b/eicar.com")).isTrue();
        assertThat(isRefused(files.resolve("guarded/eicar.com"))).isTrue();
        assertThat(isRefused(eicar(folder("guarded/made/later")))).isTrue();
        Path later = Files.createDirectories(files.resolve("nested/a/made/later"));
        Files.write(later.resolve("eicar.com"), Malware.eicar());
        assertThat(reads("nested/a/made/later/eicar.com")).as("as its parents are").isTrue();
    }

    @Test
    void issue_1412_a_folder_is_excluded_while_the_guard_stands_and_guarded_again()
            throws Exception {
        Path file = eicar(folder("dynamic"));
        assertThat(isRefused(file)).isTrue();
        exclude("dynamic", file.getParent());
        until("it is excluded", SOON, () -> Outside.read(file).succeeded());
        host.remove("dev.nacre.filter.path-dynamic");
        until("it is guarded again", SOON, () -> isRefused(file));
    }

    @Test
    void issue_1544_what_is_excluded_holds_though_clamd_is_handed_descriptors() throws Exception {
        long exempt = counted("exempt", "filtered");
        assertThat(reads("passed/out/eicar.com")).isTrue();
        assertThat(told(files.resolve("passed/out/eicar.com"))).isEmpty();
        assertThat(counted("exempt", "filtered")).isGreaterThan(exempt);
        assertThat(isRefused(files.resolve("passed/in/eicar.com"))).isTrue();
    }

    @Test
    void issue_1712_of_thousands_of_excludes_none_is_missed() throws Exception {
        awaitSettled();
        long scans = counted("scans");
        String left =
                shell(
                        "cd $1; for d in [0-9]*; do cat $d/eicar.com >/dev/null 2>&1 || echo $d; done",
                        files.resolve("many"));
        assertThat(left.strip())
                .as("the one that is not excluded")
                .isEqualTo(Integer.toString(MANY));
        assertThat(counted("scans") - scans).isBetween(1L, 3L);
    }

    @Test
    void issue_1245_a_folder_whose_name_begins_like_an_excluded_one_is_guarded_for_good()
            throws Exception {
        for (String name : new String[] {"foobar", "fo", "foo.d"}) {
            assertThat(isRefused(files.resolve("sibling/" + name + "/eicar.com")))
                    .as(name)
                    .isTrue();
        }
        assertThat(reads("sibling/foo/eicar.com")).isTrue();
        shell("rm -r $1/foo $1/fo; mkdir $1/foo", files.resolve("sibling"));
        assertThat(isRefused(files.resolve("sibling/foobar/eicar.com"))).isTrue();
        assertThat(isRefused(files.resolve("sibling/foo.d/eicar.com"))).isTrue();
    }
}
