/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes values as D-Bus does, least byte first (D-Bus Specification, Marshaling). Counts from its
 * own beginning, which must lie at a multiple of eight.
 */
final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Wire align(int boundary) {
        while (bytes.size() % boundary != 0) {
            bytes.write(0);
        }
        return this;
    }

    Wire octet(int value) {
        bytes.write(value);
        return this;
    }

    Wire number(int value) {
        align(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes.write(value >>> shift);
        }
        return this;
    }

    Wire text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
        return octet(0);
    }

    Wire signature(String signature) {
        octet(signature.length());
        bytes.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
        return octet(0);
    }

    Wire raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
