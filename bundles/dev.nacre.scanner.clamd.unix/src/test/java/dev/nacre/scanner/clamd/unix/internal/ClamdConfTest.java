/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.unix.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.scanner.clamd.conf.ConfFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClamdConfTest {
    @Test
    void the_smaller_of_the_limits_counts() {
        ClamdConf conf =
                parse(
                        """
                        # MaxFileSize 1K
                        LocalSocket /run/clamav/clamd.ctl
                        DatabaseDirectory "/var/lib/clam av"
                        MaxScanSize 100M
                          MaxFileSize\t25m
                        StreamMaxLength 1M
                        """);
        assertThat(conf.socket()).contains(Path.of("/run/clamav/clamd.ctl"));
        assertThat(conf.databases()).contains(Path.of("/var/lib/clam av"));
        assertThat(conf.maxFileSize()).isEqualTo(25L << 20);
    }

    @Test
    void nothing_and_zero_are_no_limit() {
        assertThat(parse("").maxFileSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(parse("MaxFileSize 0\nMaxScanSize 2K\n").maxFileSize()).isEqualTo(2048);
        assertThat(ClamdConf.read(Path.of("/nonexistent"))).isEqualTo(ClamdConf.NONE);
    }

    private static ClamdConf parse(String text) {
        return ClamdConf.of(ConfFile.parse(text.getBytes(StandardCharsets.UTF_8)));
    }
}
