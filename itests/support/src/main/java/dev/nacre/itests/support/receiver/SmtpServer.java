/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.support.receiver;

import dev.nacre.itests.support.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** An SMTP server (aiosmtpd) that keeps what it takes. */
public final class SmtpServer extends Daemon {
    /** How it speaks. */
    public enum Security {
        PLAIN,
        STARTTLS,
        TLS
    }

    private static final String PYTHON = "/usr/bin/python3";
    private static final String LIBRARY = "/usr/lib/python3/dist-packages/aiosmtpd";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;

    private SmtpServer(Path folder, int port, List<String> command) {
        super(command, folder.resolve("smtp.out"));
        this.folder = folder;
        this.port = port;
    }

    /** Why it cannot be had here; empty where it can be. */
    public static Optional<String> lacks() {
        return has(PYTHON, LIBRARY)
                ? Optional.empty()
                : Optional.of(
                        "needs an SMTP server, of the package python3-aiosmtpd: run sudo"
                                + " itests/run");
    }

    /**
     * Sets one up for everybody and does not start it.
     *
     * @param folder where it keeps mails
     */
    public static SmtpServer in(Path folder) throws IOException {
        return in(folder, Security.PLAIN, "", "", "", "");
    }

    /** Sets one up with a certificate, that takes mails of one user only. */
    public static SmtpServer in(
            Path folder, Security security, Certificate certificate, String user, String password)
            throws IOException {
        return in(
                folder,
                security,
                certificate.certificate().toString(),
                certificate.key().toString(),
                user,
                password);
    }

    private static SmtpServer in(Path folder, Security security, String... rest)
            throws IOException {
        int port = freePort();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PYTHON,
                                unpack("smtp.py", folder).toString(),
                                folder.toString(),
                                Integer.toString(port),
                                security.name().toLowerCase(Locale.ROOT)));
        command.addAll(List.of(rest));
        return new SmtpServer(folder, port, command);
    }

    /** Starts it, and waits until it listens. What it took before stays. */
    public SmtpServer start() throws Exception {
        start(() -> accepts(port));
        return this;
    }

    public int port() {
        return port;
    }

    /** From now on it answers this to each mail, such as {@code 451 later}. */
    public void refuse(String answer) throws IOException {
        Files.writeString(folder.resolve("answer"), answer);
    }

    /** From now on it takes mails. */
    public void take() throws IOException {
        Files.deleteIfExists(folder.resolve("answer"));
    }

    /** What it took, each mail behind a line of JSON with {@code from, to, user, encrypted}. */
    public List<String> mails() throws IOException {
        List<String> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path mail : files.filter(f -> f.toString().endsWith(".mail")).sorted().toList()) {
                mails.add(Files.readString(mail, StandardCharsets.ISO_8859_1));
            }
        }
        return mails;
    }

    /** Waits until it has taken so many. */
    public List<String> await(int count) throws Exception {
        return Await.value(count + " mails", LIMIT, this::mails, m -> m.size() >= count);
    }
}
