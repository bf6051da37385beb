/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

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
            Path folder = Files.createTempDirectory("nacre-clamd");
            Clamd own = Clamd.in(folder).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(own, folder)));
            System.setProperty(SOCKET, own.socket().toString());
            System.setProperty(PORT, Integer.toString(own.port()));
            System.setProperty(DATABASE, own.database().toString());
        }
        return new SharedClamd(
                Path.of(System.getProperty(SOCKET)),
                Integer.getInteger(PORT),
                Path.of(System.getProperty(DATABASE)));
    }

    private static void end(Clamd clamd, Path folder) {
        clamd.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.println("Cannot clean up " + folder + ": " + e);
        }
    }
}
