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
    }
}
