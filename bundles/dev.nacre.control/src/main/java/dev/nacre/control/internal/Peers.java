/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.control.internal;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who may speak to the host: root, and the user it runs as. The kernel says who a client is. */
final class Peers {
    private final UserPrincipal own;
    private final UserPrincipal root;

    /**
     * @param file a file that this process has made
     */
    Peers(Path file) throws IOException {
        own = Files.getOwner(file);
        // A name that is all digits is taken for a user id where no user has it.
        root = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0");
    }

    /** The user of the process that has connected (unix(7), SO_PEERCRED). */
    static UserPrincipal userOf(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }

    /** Whether a user may. */
    boolean mayAsk(UserPrincipal user) {
        return user.equals(own) || user.equals(root);
    }
}
