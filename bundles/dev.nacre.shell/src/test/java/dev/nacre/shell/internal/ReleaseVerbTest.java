/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.file.BytePath;
import org.junit.jupiter.api.Test;

class ReleaseVerbTest {
    private final Screen screen = new Screen();

    @Test
    void it_says_how_many_files_were_closed() throws Exception {
        assertThat(screen.run("release", "/mnt/disk")).isZero();
        assertThat(screen.out()).isEqualTo("/mnt/disk: 7 files closed\n");
        assertThat(screen.host.guard.released).containsExactly(BytePath.of("/mnt/disk"));
    }

    @Test
    void machines_read_the_number() throws Exception {
        screen.run("release", "--json", "/mnt/disk");
        JsonObject json = screen.json().getAsJsonObject();
        assertThat(json.get("path").getAsString()).isEqualTo("/mnt/disk");
        assertThat(json.get("closed").getAsInt()).isEqualTo(7);
    }

    @Test
    void it_wants_one_folder() throws Exception {
        assertThat(screen.run("release")).isEqualTo(64);
        assertThat(screen.run("release", "/a", "/b")).isEqualTo(64);
    }
}
