/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.message.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/**
 * A message as a mail. What is sent twice has the same Message-ID, so that receivers can tell: the
 * answer of a server that took it may be lost.
 */
final class Mail extends MimeMessage {
    private static final String CHARSET = StandardCharsets.UTF_8.name();

    private final String id;

    Mail(Session session, MailServer server, Message message) throws MessagingException {
        super(session);
        id = "<" + message.id() + "@" + HostName.get() + ">";
        setFrom(server.from());
        setRecipients(RecipientType.TO, server.to().toArray(InternetAddress[]::new));
        setSubject("[nacre " + HostName.get() + "] " + message.subject(), CHARSET);
        setSentDate(Date.from(message.time()));
        // Nobody is to answer, least of all a machine (RFC 3834, section 5).
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Nacre-Type", message.type());
        setHeader("X-Nacre-Severity", message.severity().text());
        setText(message.body(), CHARSET);
        saveChanges();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
