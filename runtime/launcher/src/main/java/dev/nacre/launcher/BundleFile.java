/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.launcher;

import java.nio.file.Path;

/**
 * A bundle to install.
 *
 * @param jar an existing file; absolute
 * @param startLevel from 1 on
 */
record BundleFile(Path jar, int startLevel) {
    /** The framework then runs the jar where it lies instead of copying it to its cache. */
    String location() {
        return "reference:" + jar.toUri();
    }
}
