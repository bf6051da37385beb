/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {
    @Test
    void names_are_told_as_this_machine_has_them() throws Exception {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            List<String> fields = List.of(line.split(":"));
            assertThat(Accounts.user(fields.get(0)))
                    .as(line)
                    .hasValue(Integer.parseUnsignedInt(fields.get(2)));
        }
        for (String line : Files.readAllLines(Path.of("/etc/group"))) {
            List<String> fields = List.of(line.split(":"));
            assertThat(Accounts.group(fields.get(0)))
                    .as(line)
                    .hasValue(Integer.parseUnsignedInt(fields.get(2)));
        }
    }

    @Test
    void a_name_that_nobody_has_is_told_to_be_nobodys() throws Exception {
        assertThat(Accounts.user("no such user")).isEmpty();
        assertThat(Accounts.group("no such group")).isEmpty();
        assertThat(Accounts.user("")).isEmpty();
        assertThat(Accounts.groupsOf("no such user")).isEmpty();
        assertThat(Accounts.groupOf("no such user")).isEmpty();
    }

    @Test
    void a_user_is_in_its_own_group_and_in_those_that_name_it() throws Exception {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            List<String> fields = List.of(line.split(":"));
            assertThat(Accounts.groupsOf(fields.get(0)))
                    .as(line)
                    .contains(Integer.parseUnsignedInt(fields.get(3)));
            assertThat(Accounts.groupOf(fields.get(0)))
                    .as(line)
                    .hasValue(Integer.parseUnsignedInt(fields.get(3)));
        }
        for (String line : Files.readAllLines(Path.of("/etc/group"))) {
            List<String> fields = List.of(line.split(":"));
            List<String> members = List.of((fields.size() > 3 ? fields.get(3) : "").split(","));
            for (String member : members) {
                if (Accounts.user(member).isPresent()) {
                    assertThat(Accounts.groupsOf(member))
                            .as(line)
                            .contains(Integer.parseUnsignedInt(fields.get(2)));
                }
            }
        }
    }
}
