/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import dev.nacre.api.config.Settings;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.tls.Trust;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * Where mails are handed in, and whose they are.
 *
 * @param trust who may vouch for the server, where connections are encrypted
 * @param user empty where the server asks for none
 * @param timeout for each step of handing in
 */
record MailServer(
        String host,
        int port,
        Security security,
        Trust trust,
        String user,
        String password,
        InternetAddress from,
        List<InternetAddress> to,
        Duration timeout) {
    private static final int LAST_PORT = 65_535;

    /** Handing in has about ten steps, and is to be over within a minute. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    MailServer {
        to = List.copyOf(to);
    }

    /** Reads a configuration; what is wrong is remembered by {@code settings}. */
    static MailServer of(Settings settings) {
        Security security = settings.choice("security", Security.class);
        String user = settings.text("user");
        if (security == Security.NONE && !user.isEmpty()) {
            settings.problem(
                    "user", user, "a password is only sent encrypted: set security to starttls");
        }
        List<InternetAddress> to =
                settings.list("to", "mail addresses such as ann@example.org", MailServer::address);
        if (to.isEmpty()) {
            settings.problem("to", "", "at least one mail address is needed");
        }
        return new MailServer(
                host(settings),
                settings.number("port", 1, LAST_PORT),
                security,
                Trust.of(settings),
                user,
                settings.text("password"),
                from(settings),
                to,
                settings.duration("timeout", Duration.ofSeconds(1), LONGEST_STEP));
    }

    private static String host(Settings settings) {
        return settings.parse(
                "host",
                "the name or the address of a mail server",
                text -> {
                    if (!text.matches("[\\w.:%-]+")) {
                        throw new IllegalArgumentException();
                    }
                    return text;
                });
    }

    private static InternetAddress from(Settings settings) {
        String text = settings.text("from");
        try {
            return address(text.isEmpty() ? "nacre@" + HostName.get() : text);
        } catch (IllegalArgumentException e) {
            settings.problem("from", text, "allowed is a mail address such as nacre@example.org");
            return new InternetAddress();
        }
    }

    private static InternetAddress address(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** How people know the server. */
    String name() {
        return host + ":" + port;
    }

    /**
     * The settings of Jakarta Mail (package org.eclipse.angus.mail.smtp).
     *
     * @throws IOException where it cannot be read who is trusted
     */
    Session session() throws IOException {
        String millis = Long.toString(timeout.toMillis());
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put("mail.smtp.localhost", HostName.get());
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        // Those who can be reached are told, though others cannot.
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        String starttls = Boolean.toString(security == Security.STARTTLS);
        properties.put("mail.smtp.starttls.enable", starttls);
        properties.put("mail.smtp.starttls.required", starttls);
        if (security != Security.NONE) {
            properties.put("mail.smtp.ssl.socketFactory", trust.context().getSocketFactory());
        }
        return Session.getInstance(properties);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name();
    }
}
