/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.delivery.RefusedException;
import dev.nacre.notifier.message.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Hands in each message as a mail, over a connection of its own: mails are rare, and servers close
 * connections on which nothing is said.
 */
final class MailChannel implements Channel {
    private final MailServer server;

    MailChannel(MailServer server) {
        this.server = server;
    }

    @Override
    public String send(Message message) throws IOException, RefusedException {
        Session session = server.session();
        try (SMTPTransport transport = (SMTPTransport) session.getTransport()) {
            Mail mail = new Mail(session, server, message);
            if (server.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(server.user(), server.password());
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            return server.name()
                    + " took it: "
                    + Failure.oneLine(transport.getLastServerResponse());
        } catch (MessagingException e) {
            throw new Failure(server.name(), e).asException();
        }
    }
}
