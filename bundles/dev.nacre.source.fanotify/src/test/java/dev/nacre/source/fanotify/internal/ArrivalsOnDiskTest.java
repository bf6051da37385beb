/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

/** What arrives, on ext4. */
class ArrivalsOnDiskTest extends ArrivalsTest {
    @Override
    void becomeFileSystem() throws Exception {
        sandbox.becomeExt4();
    }
}
