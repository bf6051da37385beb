/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Each bundle can be updated while the host guards: all is back by itself, and nothing of the
 * revision before is left. The API, which the tests use themselves, is updated from outside.
 */
public class BundleUpdateTest extends SwapTest {
    /** What the Java machine opens and starts at its own will. */
    private static final int SLACK = 4;

    /**
     * JNA keeps the classes whose methods it has bound to C (Native.typeOptions), and junixsocket's
     * library has global references to its own: these stay. Nothing that uses them may.
     */
    private static final Set<String> KEPT =
            Set.of("dev.nacre.linux", "dev.nacre.thirdparty.junixsocket");

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path TASKS = Path.of("/proc/self/task");

    private int files;

    /** What is there of ours: each thread that belongs to a part of the host. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nacre-"))
                .map(name -> name.replaceAll("-\\d+$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long count(Path folder) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    /** The classes of a bundle and of all that are started anew with it. */
    private Map<String, WeakReference<ClassLoader>> classes(Bundle bundle) {
        return wiring().getDependencyClosure(List.of(bundle)).stream()
                .filter(any -> !KEPT.contains(any.getSymbolicName()))
                .collect(
                        Collectors.toMap(
                                Bundle::getSymbolicName,
                                any ->
                                        new WeakReference<>(
                                                any.adapt(BundleWiring.class).getClassLoader())));
    }

    private void guards() throws Exception {
        Path clean = place("clean" + ++files, new byte[] {1});
        Path eicar = place("eicar" + files, Malware.eicar());
        assertThat(Outside.read(clean).succeeded()).isTrue();
        assertThat(Outside.read(eicar).refused()).isTrue();
        detections.await(eicar);
    }

    private void isUpdated(String name) throws Exception {
        Bundle bundle = bundle(name);
        Map<String, WeakReference<ClassLoader>> before = classes(bundle);
        Set<String> threads = threads();
        long descriptors = count(DESCRIPTORS);
        long tasks = count(TASKS);
        update(bundle);
        assertThat(bundle.getState()).as(name).isEqualTo(Bundle.ACTIVE);
        awaitHealthyGuard();
        guards();
        value("threads after " + name, SOON, BundleUpdateTest::threads, threads::equals);
        value(
                "whose classes of before the update of " + name + " are not gone",
                SOON,
                () -> left(before),
                Set::isEmpty);
        value("tasks after " + name, SOON, () -> count(TASKS), now -> now <= tasks + SLACK);
        value(
                "descriptors after " + name,
                SOON,
                () -> count(DESCRIPTORS),
                now -> now <= descriptors + SLACK);
    }

    private static Set<String> left(Map<String, WeakReference<ClassLoader>> classes) {
        System.gc();
        return classes.entrySet().stream()
                .filter(before -> before.getValue().get() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void areUpdated(String... names) throws Exception {
        watch(Map.of("onError", "deny"));
        awaitHealthyGuard();
        guards();
        for (String name : names) {
            isUpdated(name);
        }
    }

    @Test
    public void scanners() throws Exception {
        areUpdated(
                "dev.nacre.scanner.clamd.unix",
                "dev.nacre.scanner.clamd.tcp",
                "dev.nacre.scanner.clamd",
                "dev.nacre.scanner.signature",
                "dev.nacre.thirdparty.junixsocket");
    }

    @Test
    public void sources() throws Exception {
        areUpdated("dev.nacre.source.fanotify", "dev.nacre.source.inotify");
    }

    @Test
    public void the_engine_and_what_it_stands_on() throws Exception {
        areUpdated("dev.nacre.engine", "dev.nacre.linux");
    }

    @Test
    public void what_stands_beside() throws Exception {
        areUpdated(
                "dev.nacre.filter",
                "dev.nacre.quarantine",
                "dev.nacre.notifier.log",
                "dev.nacre.log",
                "dev.nacre.plugins",
                "dev.nacre.systemd");
    }

    @Test
    public void what_people_use() throws Exception {
        areUpdated("dev.nacre.control", "dev.nacre.shell", "dev.nacre.console");
    }
}
