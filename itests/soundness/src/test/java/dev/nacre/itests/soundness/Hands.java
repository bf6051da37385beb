/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

/** Whose a file is, and who changes it. */
enum Hands {
    /** A file that nobody but root can write. */
    ROOTS(true, true),
    /** A file of an unprivileged user, who changes it. */
    USERS(false, false),
    /** A file of an unprivileged user, which root changes. */
    USERS_CHANGED_BY_ROOT(false, true);

    private final boolean ownedByRoot;
    private final boolean changedByRoot;

    Hands(boolean ownedByRoot, boolean changedByRoot) {
        this.ownedByRoot = ownedByRoot;
        this.changedByRoot = changedByRoot;
    }

    boolean ownedByRoot() {
        return ownedByRoot;
    }

    boolean changedByRoot() {
        return changedByRoot;
    }
}
