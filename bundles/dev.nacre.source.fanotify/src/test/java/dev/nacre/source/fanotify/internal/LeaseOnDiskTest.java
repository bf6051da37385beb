/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.source.fanotify.internal;

/** What is left to the kernel, on ext4. */
class LeaseOnDiskTest extends LeaseTest {
    @Override
    void prepare() throws Exception {
        sandbox.becomeExt4();
    }
}
