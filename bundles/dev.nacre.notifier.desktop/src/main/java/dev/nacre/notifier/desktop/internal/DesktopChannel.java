/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.message.Message;
import dev.nacre.notifier.message.Severity;
import java.io.IOException;

/** Shows each message to one user, if that user is logged in. */
final class DesktopChannel implements Channel {
    private static final int HELLO = 1;
    private static final int NOTIFY = 2;

    /** Desktop Notifications Specification, Urgency Levels. */
    private static final int NORMAL = 1;

    private static final int CRITICAL = 2;

    private final Sessions sessions;
    private final int uid;

    DesktopChannel(Sessions sessions, int uid) {
        this.sessions = sessions;
        this.uid = uid;
    }

    @Override
    public String send(Message message) throws IOException {
        if (!sessions.has(uid)) {
            throw new IOException("user " + uid + " is not logged in any more");
        }
        try (Bridge bridge = new Bridge(uid, sessions)) {
            bridge.enter();
            bridge.call(Call.hello(HELLO));
            bridge.call(notification(message));
            return "shown to user " + uid;
        } catch (IOException e) {
            throw new IOException(
                    "user " + uid + " cannot be shown anything: " + e.getMessage(), e);
        }
    }

    private static Call notification(Message message) {
        boolean critical = message.severity() == Severity.CRITICAL;
        return Call.notify(
                NOTIFY,
                critical ? "dialog-error" : "dialog-warning",
                message.subject(),
                escape(message.body()),
                critical ? CRITICAL : NORMAL);
    }

    /** What is markup to a desktop (Desktop Notifications Specification, Markup). */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
