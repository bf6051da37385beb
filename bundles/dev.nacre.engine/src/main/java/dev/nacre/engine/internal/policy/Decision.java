/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.policy;

/** What the policy says of an access. */
public sealed interface Decision {
    /** The watch that guards the file; {@code null} where none does. */
    default GuardedWatch watch() {
        return null;
    }

    /** No watch guards the file. */
    Decision OUTSIDE = new Outside();

    record Outside() implements Decision {}

    /** A watch guards the file, and does not ask for this kind of access. */
    record OtherAccess(GuardedWatch watch) implements Decision {}

    /** A filter says that no scan is needed, by this rule of its. */
    record Filtered(GuardedWatch watch, BoundFilter filter, String rule) implements Decision {}

    /** The file is larger than the watch has scanned. */
    record TooLarge(GuardedWatch watch) implements Decision {}

    /** It is to be scanned. */
    record Scan(GuardedWatch watch) implements Decision {}
}
