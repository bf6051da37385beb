/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

/** Every filter can be changed while the host runs; a wrong change leaves it as it was. */
public abstract class FilterReconfigurationTest extends NacreTest {
    protected Path eicar;

    /** Configures in the way that is tested. */
    protected abstract void put(String pid, Map<String, Object> values) throws Exception;

    /** What the refusal of a wrong value begins with. */
    protected abstract String origin(String pid);

    protected void guardEicar() throws Exception {
        eicar = place("eicar.com", Malware.eicar());
        watch(Map.of());
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    protected void awaitRefused(boolean refused) throws Exception {
        until("refused: " + refused, SOON, () -> Outside.read(eicar).refused() == refused);
    }

    protected void awaitRefusal(String pid, String key, String wrong, String allowed)
            throws Exception {
        awaitFinding(origin(pid), key + " = \"" + wrong + "\"", allowed, "stays in force");
    }

    @Test
    public void a_filter_by_path() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.path~changing";
        put(pid, Map.of("globs", new String[] {"*.com"}));
        awaitRefused(false);
        put(pid, Map.of("regexes", new String[] {"("}));
        awaitRefusal(pid, "regexes", "(", "Unclosed group");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("prefixes", new String[] {folder + "/other"}));
        awaitRefused(true);
    }

    @Test
    public void a_filter_by_process() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.process~changing";
        put(pid, Map.of("commands", new String[] {"cat"}));
        awaitRefused(false);
        put(pid, Map.of("executables", new String[] {"cat"}));
        awaitRefusal(pid, "executables", "cat", "absolute");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("commands", new String[] {"head"}));
        awaitRefused(true);
    }

    @Test
    public void what_a_filter_by_path_includes() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.path~changing";
        String[] all = {folder.toString()};
        put(pid, Map.of("prefixes", all));
        awaitRefused(false);
        put(pid, Map.of("prefixes", all, "includeGlobs", new String[] {"*.com"}));
        awaitRefused(true);
        put(pid, Map.of("prefixes", all, "includeRegexes", new String[] {"("}));
        awaitRefusal(pid, "includeRegexes", "(", "Unclosed group");
        assertThat(Outside.read(eicar).refused()).isTrue();
        put(pid, Map.of("prefixes", all, "includePrefixes", new String[] {folder + "/other"}));
        awaitRefused(false);
    }

    @Test
    public void a_filter_by_control_group() throws Exception {
        ControlGroups.assumeThere();
        guardEicar();
        String pid = "dev.nacre.filter.process~changing";
        put(pid, Map.of("cgroups", new String[] {"/"}));
        awaitRefused(false);
        put(pid, Map.of("units", new String[] {"nextcloud"}));
        awaitRefusal(pid, "units", "nextcloud", "whole names");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("units", new String[] {"nobodys.service"}));
        awaitRefused(true);
    }

    @Test
    public void a_filter_by_user() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.user~changing";
        put(pid, Map.of("users", new String[] {"root"}));
        awaitRefused(false);
        put(pid, Map.of("users", new String[] {"4294967295"}));
        awaitRefusal(pid, "users", "4294967295", "names, and ids up to");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("users", new String[] {"nobody.knows"}));
        awaitRefused(true);
        awaitFinding("filter changing", "There is no user nobody.knows");
        put(pid, Map.of("root", "true"));
        awaitRefused(false);
    }

    @Test
    public void a_filter_by_file_system() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.filesystem~changing";
        put(pid, Map.of("types", new String[] {"tmpfs"}));
        awaitRefused(false);
        put(pid, Map.of("types", new String[] {"/tmp"}));
        awaitRefusal(pid, "types", "/tmp", "/proc/mounts");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("types", new String[] {"ext4"}));
        awaitRefused(true);
    }

    @Test
    public void a_filter_by_name() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.name~changing";
        put(pid, Map.of("suffixes", new String[] {".COM"}));
        awaitRefused(false);
        put(pid, Map.of("suffixes", new String[] {"a/b"}));
        awaitRefusal(pid, "suffixes", "a/b", "no slash");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("suffixes", new String[] {".exe"}));
        awaitRefused(true);
    }

    @Test
    public void a_filter_by_size() throws Exception {
        guardEicar();
        String pid = "dev.nacre.filter.size~changing";
        put(pid, Map.of("smallerThan", "1K"));
        awaitRefused(false);
        put(pid, Map.of("largerThan", "much"));
        awaitRefusal(pid, "largerThan", "much", "a size such as");
        assertThat(Outside.read(eicar).refused()).isFalse();
        put(pid, Map.of("smallerThan", "60"));
        awaitRefused(true);
        put(pid, Map.of("largerThan", "60"));
        awaitRefused(false);
    }
}
