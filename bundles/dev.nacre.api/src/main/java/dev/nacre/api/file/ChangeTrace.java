/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.file;

/** How a change of a file's content after this moment can be noticed. */
public enum ChangeTrace {
    /**
     * Perhaps not at all: somebody has the file open for writing or mapped so, or the file system
     * cannot tell. What is found out about the content holds for now only.
     */
    NONE,
    /**
     * Whoever changes it must open it for writing first, and while it is open this is {@link
     * #NONE}; but stores through a mapping may leave its times as they are.
     */
    WRITERS,
    /** Whoever changes it must open it for writing first, and each change shows in its ctime. */
    TIMES
}
