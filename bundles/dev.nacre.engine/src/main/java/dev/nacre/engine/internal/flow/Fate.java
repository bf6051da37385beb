/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

/** Is told what became of a file that a gap had hidden. Any thread; returns at once. */
public interface Fate {
    /** For whoever does not ask. */
    Fate UNASKED =
            new Fate() {
                @Override
                public void infected() {}

                @Override
                public void closed() {}
            };

    void infected();

    /** It is settled. */
    void closed();
}
