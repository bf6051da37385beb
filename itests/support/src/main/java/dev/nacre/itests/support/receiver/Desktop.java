/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outside;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The session of a user who is logged in: dbus-daemon at {@code bus} in the user's folder, and a
 * notification daemon, both run as that user.
 */
public final class Desktop implements AutoCloseable {
    private static final String BUS = "/usr/bin/dbus-daemon";
    private static final String PYTHON = "/usr/bin/python3";
    private static final String LIBRARIES = "/usr/lib/python3/dist-packages/";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final int uid;
    private final Path folder;
    private final Daemon bus;
    private final Daemon notifications;

    private Desktop(int uid, Path folder) throws IOException {
        this.uid = uid;
        this.folder = folder;
        this.bus =
                new Daemon(
                        asUser(BUS, "--session", "--nofork", "--address=" + address()),
                        folder.resolve("bus.out"));
        Path script = Daemon.unpack("notifications.py", folder);
        this.notifications =
                new Daemon(
                        asUser(PYTHON, script.toString(), address(), shown().toString()),
                        folder.resolve("notifications.out"));
    }

    /** Why it cannot be had here; empty where it can be. */
    public static Optional<String> lacks() {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("needs root, to be another user: run sudo itests/run");
        }
        return Daemon.has(BUS, PYTHON, LIBRARIES + "dbus", LIBRARIES + "gi")
                ? Optional.empty()
                : Optional.of(
                        "needs dbus-daemon and a notification daemon, of the packages dbus,"
                                + " python3-dbus and python3-gi: run sudo itests/run");
    }

    /**
     * Sets up the session of a user and starts nothing.
     *
     * @param sessions the folder of such folders, as {@code /run/user}
     * @param uid a user with an account, else dbus-daemon does not start
     */
    public static Desktop of(Path sessions, int uid) throws IOException {
        Path folder = sessions.resolve(Integer.toString(uid));
        delete(folder);
        Files.createDirectories(folder);
        Files.setAttribute(folder, "unix:uid", uid);
        return new Desktop(uid, folder);
    }

    private List<String> asUser(String... command) {
        String id = Integer.toString(uid);
        List<String> all =
                new ArrayList<>(
                        List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"));
        all.addAll(List.of(command));
        return all;
    }

    private String address() {
        return "unix:path=" + folder.resolve("bus");
    }

    private Path shown() {
        return folder.resolve("shown");
    }

    /** Starts the bus, and waits until it listens. */
    public Desktop startBus() throws Exception {
        Files.deleteIfExists(folder.resolve("bus"));
        bus.start(() -> Files.exists(folder.resolve("bus")));
        return this;
    }

    /** Starts the notification daemon, and waits until it has its name on the bus. */
    public Desktop startNotifications() throws Exception {
        notifications.start(this::hasName);
        return this;
    }

    private boolean hasName() throws Exception {
        return Outside.run(
                        asUser(
                                "dbus-send",
                                "--bus=" + address(),
                                "--print-reply=literal",
                                "--dest=org.freedesktop.DBus",
                                "/",
                                "org.freedesktop.DBus.NameHasOwner",
                                "string:org.freedesktop.Notifications"))
                .text()
                .contains("true");
    }

    public int uid() {
        return uid;
    }

    /** What was shown, a line of JSON each. */
    public List<String> notifications() throws IOException {
        return Files.exists(shown())
                ? Files.readAllLines(shown(), StandardCharsets.UTF_8)
                : List.of();
    }

    /** Waits until so many were shown. */
    public List<String> await(int count) throws Exception {
        return Await.value(
                count + " notifications", LIMIT, this::notifications, n -> n.size() >= count);
    }

    public void killNotifications() throws InterruptedException {
        notifications.kill();
    }

    public void killBus() throws InterruptedException {
        bus.kill();
    }

    /** The bus is there, and does nothing. */
    public void stopBus() throws IOException, InterruptedException {
        bus.stop();
    }

    /** The bus goes on. */
    public void resumeBus() throws IOException, InterruptedException {
        bus.resume();
    }

    @Override
    public void close() throws IOException {
        notifications.close();
        bus.close();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
