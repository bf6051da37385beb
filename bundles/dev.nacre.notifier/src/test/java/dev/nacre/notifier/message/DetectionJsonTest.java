/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Outcome;
import dev.nacre.itests.support.receiver.Told;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionJsonTest {
    private static String text(Detection detection) {
        return new DetectionMessage(detection).json();
    }

    private static JsonObject json(Detection detection) {
        return JsonParser.parseString(text(detection)).getAsJsonObject();
    }

    @Test
    void all_that_is_known_stands_in_one_line_under_stable_keys() {
        assertThat(text(Told.detection("/srv/a b")))
                .isEqualTo(
                        "{\"time\":\"2026-03-04T05:06:07.089Z\",\"id\":\"d1\",\"path\":\"/srv/a b\","
                                + "\"signature\":\"Eicar-Signature\",\"scanner\":\"clamd\","
                                + "\"watch\":\"home\",\"access\":\"open\",\"pid\":12,"
                                + "\"executable\":\"/usr/bin/cat\",\"command\":\"cat\",\"uid\":0,"
                                + "\"denied\":true,\"action\":\"quarantined\","
                                + "\"quarantineId\":\"k3f9\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/\\xff\\xfe", "/srv/line\\x0aend", "/srv/back\\\\slash"})
    void a_path_that_is_not_plain_text_stands_there_in_hexadecimal_too(String path) {
        Detection detection = Told.detection(path);
        assertThat(text(detection)).doesNotContain("\n");
        JsonObject json = json(detection);
        assertThat(BytePath.parse(json.get("path").getAsString())).isEqualTo(detection.path());
        assertThat(json.get("pathHex").getAsString()).isEqualTo(detection.path().hex());
    }

    @Test
    void plain_text_beyond_ascii_stands_as_it_is() {
        JsonObject json = json(Told.detection("/srv/größe 😀"));
        assertThat(json.get("path").getAsString()).isEqualTo("/srv/größe 😀");
        assertThat(json.has("pathHex")).isFalse();
    }

    @Test
    void what_is_not_known_is_left_out() {
        Detection nobody = Told.detection("d1", null, Optional.empty(), Outcome.REPORTED);
        assertThat(json(nobody).keySet())
                .containsExactly(
                        "time",
                        "id",
                        "signature",
                        "scanner",
                        "watch",
                        "access",
                        "denied",
                        "action");
        Detection ended =
                Told.detection("d1", null, Told.process(null, null, -1), Outcome.REPORTED);
        assertThat(json(ended).keySet())
                .contains("pid")
                .doesNotContain("executable", "command", "uid");
    }

    @Test
    void names_with_line_ends_and_quotes_end_no_line() {
        Detection detection =
                Told.detection(
                        "d1",
                        BytePath.of("/a"),
                        Told.process("/x\\x0ay", "a\"\n{}", 1),
                        Outcome.FAILED);
        assertThat(text(detection)).doesNotContain("\n");
        assertThat(json(detection).get("command").getAsString()).isEqualTo("a\"\n{}");
        assertThat(json(detection).get("failure").getAsString()).isEqualTo("disk full\nsorry");
    }
}
