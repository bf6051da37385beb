/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Where fanotify goes inotify takes over, and gives way when fanotify is back. */
public class SourceSwitchTest extends NacreTest {
    private final AtomicBoolean done = new AtomicBoolean();

    private Bundle fanotify() {
        return Arrays.stream(context.getBundles())
                .filter(b -> "dev.nacre.source.fanotify".equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    @After
    public void start_fanotify_again() throws Exception {
        done.set(true);
        fanotify().start();
        awaitSource("fanotify");
    }

    private void awaitSource(String name) throws Exception {
        value("the source", SOON, () -> guard.status().source().orElse(""), name::equals);
    }

    @Test
    public void each_infected_file_is_found_though_the_source_is_changed_meanwhile()
            throws Exception {
        watch(Map.of("scanOn", "write", "cache", "memory"));
        awaitSource("fanotify");
        List<Path> written = new ArrayList<>();
        Thread writer = new Thread(() -> write(written), "writer");
        writer.start();
        for (int i = 0; i < 3; i++) {
            fanotify().stop();
            awaitSource("inotify");
            awaitGuarded(watch, folder);
            assertThat(guard.status().prevents()).isFalse();
            await(written, written(written) + 5);
            fanotify().start();
            awaitSource("fanotify");
            assertThat(guard.status().prevents()).isTrue();
            await(written, written(written) + 5);
        }
        done.set(true);
        writer.join();
        for (Path file : written) {
            detections.await(file);
        }
    }

    /** Writes files as another process, in folders that are new, until it is done. */
    private void write(List<Path> written) {
        try {
            for (int i = 0; !done.get(); i++) {
                Path sub = folder.resolve("d" + i % 10);
                Path file = sub.resolve("eicar-" + i);
                Outside.must("mkdir", "-p", sub.toString());
                assertThat(Outside.write(file, Malware.eicar()).succeeded()).isTrue();
                synchronized (written) {
                    written.add(file);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int written(List<Path> written) {
        synchronized (written) {
            return written.size();
        }
    }

    private static void await(List<Path> written, int count) throws Exception {
        value("files are written", SOON, () -> written(written), size -> size >= count);
    }
}
