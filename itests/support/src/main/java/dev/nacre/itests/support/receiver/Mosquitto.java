/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.itests.support.Await;
import dev.nacre.itests.support.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mosquitto, and mosquitto_sub that listens to all that is published to it. Ended and started
 * again, it still knows who listens.
 */
public final class Mosquitto extends Daemon {
    private static final String BROKER = "/usr/sbin/mosquitto";
    private static final String SUBSCRIBER = "/usr/bin/mosquitto_sub";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private final List<String> access;
    private final Daemon subscriber;

    private Mosquitto(Path folder, int port, List<String> access) {
        super(
                List.of(BROKER, "-c", folder.resolve("mosquitto.conf").toString()),
                folder.resolve("mosquitto.out"));
        this.folder = folder;
        this.port = port;
        this.access = List.copyOf(access);
        this.subscriber = new Daemon(subscription(), folder.resolve("received"));
    }

    /** Why it cannot be had here; empty where it can be. */
    public static Optional<String> lacks() {
        return has(BROKER, SUBSCRIBER)
                ? Optional.empty()
                : Optional.of(
                        "needs mosquitto and mosquitto_sub, of the packages mosquitto and"
                                + " mosquitto-clients: run sudo itests/run");
    }

    /**
     * Sets one up for everybody and does not start it.
     *
     * @param folder where its files lie
     */
    public static Mosquitto in(Path folder) throws IOException {
        int port = freePort();
        configure(folder, port, "allow_anonymous true");
        return new Mosquitto(folder, port, List.of());
    }

    /** Sets one up with a certificate, that serves one user only. */
    public static Mosquitto in(Path folder, Certificate certificate, String user, String password)
            throws IOException, InterruptedException {
        int port = freePort();
        Path passwords = folder.resolve("passwords");
        Outside.must("mosquitto_passwd", "-b", "-c", passwords.toString(), user, password);
        configure(
                folder,
                port,
                "allow_anonymous false",
                "password_file " + passwords,
                "certfile " + certificate.certificate(),
                "keyfile " + certificate.key());
        return new Mosquitto(
                folder,
                port,
                List.of(
                        "--cafile",
                        certificate.certificate().toString(),
                        "-u",
                        user,
                        "-P",
                        password));
    }

    private static void configure(Path folder, int port, String... settings) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("user root");
        // What a listener has not had when the broker ends, it gets later.
        lines.add("persistence true");
        lines.add("persistence_location " + folder + "/");
        lines.add("log_dest stderr");
        lines.add("log_type all");
        lines.add("listener " + port + " 127.0.0.1");
        lines.addAll(List.of(settings));
        Files.write(folder.resolve("mosquitto.conf"), lines);
    }

    private List<String> subscription() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                SUBSCRIBER,
                                "-V",
                                "mqttv5",
                                "-h",
                                "localhost",
                                "-p",
                                Integer.toString(port),
                                "-i",
                                "listener",
                                "-c",
                                "-x",
                                "3600",
                                "-q",
                                "2",
                                "-t",
                                "#",
                                "-F",
                                "%t %q %r %p"));
        command.addAll(access);
        return command;
    }

    /** Allows no more than this, a line of an access list (mosquitto.conf(5), acl_file). */
    public Mosquitto allow(String rule) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules"), rule + "\n");
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                "acl_file " + rules + "\n",
                StandardOpenOption.APPEND);
        return this;
    }

    /** Starts it, and waits until it listens. */
    public Mosquitto start() throws Exception {
        start(() -> accepts(port));
        return this;
    }

    /** Has all heard that is published from now on, and what is retained. */
    public Mosquitto listen() throws Exception {
        subscriber.start(this::subscribed);
        return this;
    }

    private boolean subscribed() throws IOException {
        return Files.readString(folder.resolve("mosquitto.out"))
                .contains("Sending SUBACK to listener");
    }

    public int port() {
        return port;
    }

    /** What was heard, a line of {@code TOPIC QOS RETAIN PAYLOAD} each. */
    public List<String> received() throws IOException {
        return Files.readAllLines(folder.resolve("received"));
    }

    /** Waits until so many were heard. */
    public List<String> await(int count) throws Exception {
        return Await.value(count + " messages", LIMIT, this::received, r -> r.size() >= count);
    }

    @Override
    public void close() {
        subscriber.close();
        super.close();
    }
}
