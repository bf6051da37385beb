/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.security;

import java.util.regex.Pattern;

/** Where a login leads: a page of this console, never another site. */
final class Target {
    private static final Pattern PAGE =
            Pattern.compile("(/[A-Za-z0-9_.~%(),=-]+)*/?(\\?[A-Za-z0-9_.~%(),=&+/-]*)?");

    private Target() {}

    /** The wish itself where it is a page below the root, else the root. */
    static String within(String root, String wish) {
        if (wish == null || !wish.startsWith(root)) {
            return root;
        }
        String page = wish.substring(root.length());
        boolean good =
                PAGE.matcher(page).matches()
                        && !page.contains("..")
                        && !page.startsWith("/login")
                        && !page.startsWith("/logout");
        return good ? wish : root;
    }
}
