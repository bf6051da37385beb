/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

/** Changes policies while others open files. */
interface Swapping {
    /** Makes so many changes; what has been made is in force then. */
    void make(int count) throws Exception;
}
