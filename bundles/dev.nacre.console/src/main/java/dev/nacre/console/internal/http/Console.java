/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.http;

/** Where the console lives in the HTTP service. */
public final class Console {
    /** The console's root, its default. */
    public static final String ROOT = "/system/console";

    /** Selects the console's servlet context. */
    public static final String CONTEXT =
            "(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)";

    private Console() {}
}
