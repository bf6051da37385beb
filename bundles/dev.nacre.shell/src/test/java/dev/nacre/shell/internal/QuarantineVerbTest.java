/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.nacre.api.quarantine.QuarantineEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineVerbTest {
    private final Screen screen = new Screen();

    @BeforeEach
    void two_files_are_in_quarantine() {
        screen.host.quarantine.add("abc1", "/srv/a b\\x0a\\xff");
        screen.host.quarantine.add("abd2", "/taken");
    }

    @Test
    void the_list_is_a_table() throws Exception {
        assertThat(screen.run("quarantine", "list")).isZero();
        assertThat(screen.out().lines().toList().get(0))
                .matches("ID    TAKEN +SIZE     SIGNATURE  PATH");
        assertThat(screen.out()).contains("2.0 KiB  Evil-Test  /srv/a b\\x0a\\xff\n");
    }

    @Test
    void machines_read_the_promised_keys() throws Exception {
        screen.run("quarantine", "list", "--json");

        JsonObject entry = screen.json().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(entry.keySet())
                .containsExactly(
                        "id",
                        "path",
                        "pathHex",
                        "signature",
                        "taken",
                        "size",
                        "sha256",
                        "uid",
                        "gid",
                        "mode",
                        "modified",
                        "links");
        assertThat(entry.get("mode").getAsString()).isEqualTo("0644");
        assertThat(screen.json().getAsJsonArray().get(1).getAsJsonObject().has("pathHex"))
                .isFalse();
    }

    @Test
    void the_first_characters_of_an_id_are_enough() throws Exception {
        assertThat(screen.run("quarantine", "show", "ABC")).isZero();
        assertThat(screen.out()).contains("id         abc1\n").contains("uid 1000, gid 100");
    }

    @Test
    void an_id_that_fits_several_files_is_refused_with_their_ids() throws Exception {
        assertThat(screen.run("quarantine", "delete", "ab")).isEqualTo(2);
        assertThat(screen.err()).contains("abc1, abd2");
        assertThat(screen.host.quarantine.list()).hasSize(2);
    }

    @Test
    void an_unknown_id_is_named() throws Exception {
        assertThat(screen.run("quarantine", "show", "zzz")).isEqualTo(2);
        assertThat(screen.err())
                .isEqualTo(
                        "nacre quarantine: Nothing in quarantine has the ID zzz;"
                                + " quarantine list shows what is there\n");
    }

    @Test
    void a_file_is_given_back_to_where_it_was() throws Exception {
        assertThat(screen.run("quarantine", "restore", "abc1")).isZero();
        assertThat(screen.out()).contains("/srv/a b\\x0a\\xff\n");
        assertThat(screen.host.quarantine.list()).hasSize(1);
    }

    @Test
    void a_file_is_given_back_to_another_place() throws Exception {
        screen.run("quarantine", "restore", "abc1", "--to", "x\\xff", "--json");
        assertThat(screen.json().getAsJsonObject().get("path").getAsString())
                .isEqualTo("/home/me/x\\xff");
    }

    @Test
    void a_file_that_cannot_be_given_back_stays_and_the_reason_is_told() throws Exception {
        assertThat(screen.run("quarantine", "restore", "abd2")).isEqualTo(2);
        assertThat(screen.err()).contains("a file is there");
        assertThat(screen.host.quarantine.list()).hasSize(2);
    }

    @Test
    void a_file_is_deleted() throws Exception {
        assertThat(screen.run("quarantine", "delete", "abc1")).isZero();
        assertThat(screen.host.quarantine.list()).map(QuarantineEntry::id).containsExactly("abd2");
    }

    @Test
    void what_makes_no_sense_is_a_usage_error() throws Exception {
        assertThat(screen.run("quarantine")).isEqualTo(64);
        assertThat(screen.run("quarantine", "eat")).isEqualTo(64);
        assertThat(screen.run("quarantine", "show")).isEqualTo(64);
        assertThat(screen.run("quarantine", "list", "x")).isEqualTo(64);
        assertThat(screen.run("quarantine", "list", "--to", "/x")).isEqualTo(64);
        assertThat(screen.run("quarantine", "restore", "abc1", "--to")).isEqualTo(64);
    }

    @Test
    void a_host_without_quarantine_says_so() throws Exception {
        screen.host.quarantineRuns = false;
        assertThat(screen.run("quarantine", "list")).isEqualTo(2);
        assertThat(screen.err()).contains("there is no quarantine");
    }
}
