/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

/**
 * A call of a method over D-Bus (D-Bus Specification, Message Protocol).
 *
 * @param serial tells its reply from others
 * @param signature the types of what stands in {@code body}; empty where there is nothing
 */
record Call(
        int serial, String destination, String path, String method, String signature, byte[] body) {
    private static final int METHOD_CALL = 1;
    private static final int PROTOCOL = 1;

    /** Header fields, by their numbers. */
    private static final int PATH = 1;

    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int DESTINATION = 6;
    private static final int SIGNATURE = 8;

    /** What must be called first: the bus gives the caller a name. */
    static Call hello(int serial) {
        return new Call(
                serial, "org.freedesktop.DBus", "/org/freedesktop/DBus", "Hello", "", new byte[0]);
    }

    /**
     * Has something shown (Desktop Notifications Specification, Notify).
     *
     * @param text may have markup
     * @param urgency 0: low, 1: normal, 2: critical
     */
    static Call notify(int serial, String icon, String summary, String text, int urgency) {
        Wire body = new Wire();
        body.text("Nacre").number(0).text(icon).text(summary).text(text);
        // No actions.
        body.number(0);
        byte[] hints = new Wire().text("urgency").signature("y").octet(urgency).bytes();
        body.number(hints.length).align(8).raw(hints);
        // For as long as the desktop thinks right.
        body.number(-1);
        return new Call(
                serial,
                "org.freedesktop.Notifications",
                "/org/freedesktop/Notifications",
                "Notify",
                "susssasa{sv}i",
                body.bytes());
    }

    byte[] bytes() {
        Wire fields = new Wire();
        field(fields, PATH, "o").text(path);
        field(fields, INTERFACE, "s").text(destination);
        field(fields, MEMBER, "s").text(method);
        field(fields, DESTINATION, "s").text(destination);
        if (!signature.isEmpty()) {
            field(fields, SIGNATURE, "g").signature(signature);
        }
        Wire message = new Wire();
        message.octet('l').octet(METHOD_CALL).octet(0).octet(PROTOCOL);
        message.number(body.length).number(serial);
        byte[] header = fields.bytes();
        // They begin at 16, so that what is aligned among them stays so.
        return message.number(header.length).raw(header).align(8).raw(body).bytes();
    }

    private static Wire field(Wire fields, int code, String type) {
        return fields.align(8).octet(code).signature(type);
    }
}
