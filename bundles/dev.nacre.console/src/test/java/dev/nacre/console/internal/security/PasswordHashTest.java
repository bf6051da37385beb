/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void matches_the_password_it_was_made_of_and_no_other() {
        PasswordHash hash = PasswordHash.of("secret", random);

        assertThat(hash.matches("secret")).isTrue();
        assertThat(hash.matches("Secret")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void still_matches_after_it_was_written_and_read() {
        PasswordHash hash = PasswordHash.parse(PasswordHash.of("secret", random).toString());

        assertThat(hash.matches("secret")).isTrue();
        assertThat(hash.matches("other")).isFalse();
    }

    @Test
    void carries_its_parameters_and_not_the_password() {
        String[] parts = PasswordHash.of("secret", random).toString().split(":");

        assertThat(parts).hasSize(4);
        assertThat(parts[0]).isEqualTo("pbkdf2-sha512");
        assertThat(Integer.parseInt(parts[1])).isGreaterThanOrEqualTo(210_000);
        assertThat(Base64.getDecoder().decode(parts[2])).hasSize(16);
        assertThat(Base64.getDecoder().decode(parts[3])).hasSize(64);
    }

    @Test
    void gives_the_same_password_a_different_text_each_time() {
        assertThat(PasswordHash.of("secret", random).toString())
                .isNotEqualTo(PasswordHash.of("secret", random).toString());
    }

    @Test
    void is_PBKDF2_as_others_compute_it() {
        // From: openssl kdf -keylen 64 -kdfopt digest:SHA512 -kdfopt pass:secret
        //       -kdfopt salt:0123456789abcdef -kdfopt iter:210000 PBKDF2
        PasswordHash hash =
                PasswordHash.parse(
                        "pbkdf2-sha512:210000:MDEyMzQ1Njc4OWFiY2RlZg==:"
                                + "Ur7Ghxn1hQNTMkSWJ26pGRCFynIma2s9T+ciMR324/s7"
                                + "bH5MpC5k8C7+i2P+rLTqZYTFvkTJ66v9I9czP/72gA==");

        assertThat(hash.matches("secret")).isTrue();
    }

    @Test
    void a_weaker_or_broken_text_is_refused() {
        String good = PasswordHash.of("secret", random).toString();

        assertThatThrownBy(() -> PasswordHash.parse(good.replace(":210000:", ":1000:")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("210000");
        for (String broken :
                new String[] {
                    "", "secret", good.replace("sha512", "sha1"), good.substring(0, 60), good + ":"
                }) {
            assertThatThrownBy(() -> PasswordHash.parse(broken))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_generated_password_can_be_typed_and_is_new_each_time() {
        String one = PasswordGenerator.generate(random);

        assertThat(one).matches(Pattern.compile("[a-z2-9]{5}(-[a-z2-9]{5}){3}"));
        assertThat(one).isNotEqualTo(PasswordGenerator.generate(random));
    }
}
