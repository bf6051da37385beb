/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.file.FileIdentity;
import java.nio.ByteBuffer;

/**
 * A file without content.
 *
 * @param key tells a {@link FakeClamd} what to make of it
 */
record FakeFile(String key, long size) implements FileContent {
    static FakeFile of(String key) {
        return new FakeFile(key, 1);
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public FileIdentity identify() {
        return new FileIdentity(1, 1, size, 0, 0);
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return 0;
    }
}
