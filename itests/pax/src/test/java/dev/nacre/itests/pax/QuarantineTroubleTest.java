/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import dev.nacre.api.quarantine.Quarantine;
import dev.nacre.itests.support.Malware;
import dev.nacre.itests.support.Outside;
import dev.nacre.itests.support.OwnFileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Whatever is wrong with the quarantine: the access stays refused, and nothing is lost. */
public class QuarantineTroubleTest extends NacreTest {
    @Inject private Quarantine quarantine;

    private OwnFileSystem other;
    private Path directory;
    private Path eicar;

    @Before
    public void keep_files_on_another_file_system() throws Exception {
        other = OwnFileSystem.mount(Files.createTempDirectory("nacre-quarantine"), "256k");
        directory = Files.createDirectory(other.root().resolve("kept"));
        configurations.set("dev.nacre.quarantine", Map.of("directory", directory.toString()));
        watch(Map.of("action", "quarantine"));
        eicar = place("eicar.com", Malware.eicar());
    }

    @After
    public void unmount() throws Exception {
        other.close();
    }

    private void staysWhereItIs() throws Exception {
        assertThat(Outside.read(eicar).refused()).isTrue();
        Detection detection = detections.await(eicar);
        assertThat(detection.denied()).isTrue();
        assertThat(detection.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(detection.failure().orElseThrow()).isNotBlank();
        assertThat(eicar).exists();
        assertThat(Outside.read(eicar).refused()).isTrue();
    }

    @Test
    public void on_another_file_system_it_takes_and_gives_back() throws Exception {
        assertThat(Outside.read(eicar).refused()).isTrue();
        Detection detection = detections.await(eicar);
        assertThat(detection.outcome()).isEqualTo(Outcome.QUARANTINED);
        assertThat(eicar).doesNotExist();
        quarantine.restore(detection.quarantineId().orElseThrow(), Optional.empty());
        assertThat(Outside.read(eicar).out()).isEqualTo(Malware.eicar());
    }

    @Test
    public void when_it_is_full() throws Exception {
        Outside.run("sh", "-c", "cat /dev/zero >\"$0\" 2>/dev/null", other.root() + "/filler");
        staysWhereItIs();
        awaitFinding("quarantine");
    }

    @Test
    public void when_it_cannot_be_written() throws Exception {
        Outside.must("mount", "-o", "remount,ro", other.root().toString());
        staysWhereItIs();
        awaitFinding("quarantine");
    }

    @Test
    public void when_its_directory_is_gone() throws Exception {
        Outside.must("rm", "-r", directory.toString());
        assertThat(Outside.read(eicar).refused()).isTrue();
        Detection detection = detections.await(eicar);
        assertThat(detection.denied()).isTrue();
        boolean taken = detection.outcome() == Outcome.QUARANTINED;
        assertThat(Files.exists(eicar)).isNotEqualTo(taken);
        assertThat(quarantine.list()).hasSize(taken ? 1 : 0);
    }
}
