/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.notify;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often in a row the host has ended, without being told to, in the midst of a call. Java ends
 * the host when memory runs out, whoever takes it; the next start then knows whose call that was. A
 * file is there as long as a call is under way, with the number that holds should the host end now.
 * Any thread; a call of one name at a time.
 */
public final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final Path folder;
    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    /**
     * @param folder for this alone, made where it is not there; {@code null} to keep nothing
     */
    public Ends(Path folder) {
        this.folder = folder;
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            LOG.warn("Should a call end the host, nobody will know whose: {}", e.toString());
        }
    }

    /** How often it was so until now. */
    int of(String name) {
        return folder == null ? 0 : known.computeIfAbsent(name, n -> read(file(n)));
    }

    private static int read(Path file) {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
        } catch (IOException | NumberFormatException e) {
            // The host ended while this was being written.
            return 1;
        }
    }

    /** The call begins. */
    void begin(String name) {
        if (folder == null) {
            return;
        }
        try {
            Files.writeString(file(name), Integer.toString(of(name) + 1));
        } catch (IOException e) {
            LOG.warn("Should {} end the host, nobody will know: {}", name, e.toString());
        }
    }

    /** The call has come to its end, or no longer matters. */
    void end(String name) {
        if (folder == null) {
            return;
        }
        known.put(name, 0);
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            LOG.warn("Should the host end now, {} will be blamed for it: {}", name, e.toString());
        }
    }

    private Path file(String name) {
        return folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
    }
}
