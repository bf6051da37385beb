/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.soundness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A host that guards file systems of the tests' own, and the contents that it takes for clean or
 * infected. One for all tests.
 */
final class World implements AutoCloseable {
    private static final int LENGTH = 4096;

    private final Path folder;
    private final Map<Medium, Path> roots = new EnumMap<>(Medium.class);
    private final AtomicInteger names = new AtomicInteger();
    private final Thread emergency = new Thread(this::clear);
    private Host host;

    World() throws IOException, InterruptedException, GeneralSecurityException {
        folder = Files.createTempDirectory("nacre-soundness").toRealPath();
        Runtime.getRuntime().addShutdownHook(emergency);
        try {
            Actor.compile(program());
            // The same program under another name, which a filter trusts.
            Files.copy(program(), trustedProgram());
            fill(clean(), 'c');
            fill(infected(), 'i');
            Files.createDirectory(lists());
            list(infected());
            configure();
            host =
                    Host.start(
                            etc(),
                            folder.resolve("var"),
                            folder.resolve("log"),
                            2 * Medium.values().length);
        } catch (IOException
                | InterruptedException
                | GeneralSecurityException
                | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void configure() throws IOException, InterruptedException {
        Files.createDirectory(etc());
        Files.writeString(
                etc().resolve("dev.nacre.scanner.signature.cfg"),
                "databases = [\"" + lists() + "\"]\n");
        Files.writeString(
                etc().resolve("dev.nacre.filter.process-trusted.cfg"),
                "executables = [\"" + trustedProgram() + "\"]\n");
        for (Medium medium : Medium.values()) {
            Path root = medium.mountBelow(folder);
            roots.put(medium, root);
            String name = medium.name().toLowerCase(Locale.ROOT);
            watch(name, root, "1h");
            watch(name + "busy", Files.createDirectory(root.resolve("busy")), "0s");
        }
    }

    /** An open that cannot be judged is refused: so nothing passes that was not looked at. */
    private void watch(String name, Path path, String quietPeriod) throws IOException {
        Files.writeString(
                etc().resolve("dev.nacre.watch-" + name + ".cfg"),
                """
                paths = ["%s"]
                scanOn = "open-exec"
                prevention = "true"
                mark = "mount"
                onError = "deny"
                deadline = "30s"
                quietPeriod = "%s"
                action = "report"
                cache = "memory"
                scanner.target = "(nacre.scanner.name=signature)"
                """
                        .formatted(path, quietPeriod));
    }

    private static void fill(Path file, char what) throws IOException {
        Files.writeString(file, String.valueOf(what).repeat(LENGTH));
    }

    /** Makes a content infected: its hash stands in the scanner's list from now on. */
    void list(Path content) throws IOException, GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(content), md5)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        Files.writeString(
                lists().resolve("test.hdb"),
                HexFormat.of().formatHex(md5.digest())
                        + ":"
                        + Files.size(content)
                        + ":Nacre.Test."
                        + names.incrementAndGet()
                        + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    Host host() {
        return host;
    }

    Actor actor() throws IOException {
        return new Actor(host, program());
    }

    Actor trustedActor() throws IOException {
        return new Actor(host, trustedProgram());
    }

    /** A new name, guarded; writes are not looked at by themselves. */
    Path name(Medium medium) {
        return roots.get(medium).resolve("file" + names.incrementAndGet());
    }

    /** A new name, guarded; each write is looked at at once. */
    Path busyName(Medium medium) {
        return roots.get(medium).resolve("busy").resolve("file" + names.incrementAndGet());
    }

    /** A new name that is not guarded. */
    Path outsideName() {
        return folder.resolve("file" + names.incrementAndGet());
    }

    /** A content, not guarded: what actors load. */
    Path clean() {
        return folder.resolve("clean");
    }

    /** A content of the same length that the scanner takes for infected. */
    Path infected() {
        return folder.resolve("infected");
    }

    private Path lists() {
        return folder.resolve("lists");
    }

    private Path etc() {
        return folder.resolve("etc");
    }

    private static Path program() {
        return Path.of("target/actor").toAbsolutePath();
    }

    private Path trustedProgram() {
        return folder.resolve("trusted-actor");
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(emergency);
        clear();
    }

    private void clear() {
        try {
            if (host != null) {
                host.close();
            }
            for (Medium medium : Medium.values()) {
                medium.unmountBelow(folder);
            }
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
