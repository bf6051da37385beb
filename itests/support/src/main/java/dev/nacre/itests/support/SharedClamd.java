/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The clamd that tests use which only want one.
 *
 * @param socket its Unix socket
 * @param port its TCP port on the loopback address
 * @param database the folder of its signatures
 */
public record SharedClamd(Path socket, int port, Path database) {
    private static final String SOCKET = "nacre.test.clamd.socket";
    private static final String PORT = "nacre.test.clamd.port";
    private static final String DATABASE = "nacre.test.clamd.database";

    /**
     * The one that system properties name; where there are none, one is started, which ends with
     * this process, and the properties are set.
     */
    public static synchronized SharedClamd get() throws Exception {
        if (System.getProperty(SOCKET) == null) {
            Clamd own = Clamd.in(Files.createTempDirectory("nacre-clamd")).start();
            Runtime.getRuntime().addShutdownHook(new Thread(own::close));
            System.setProperty(SOCKET, own.socket().toString());
            System.setProperty(PORT, Integer.toString(own.port()));
            System.setProperty(DATABASE, own.database().toString());
        }
        return new SharedClamd(
                Path.of(System.getProperty(SOCKET)),
                Integer.getInteger(PORT),
                Path.of(System.getProperty(DATABASE)));
    }
}
