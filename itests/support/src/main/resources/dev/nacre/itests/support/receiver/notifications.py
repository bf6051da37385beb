# A notification daemon (Desktop Notifications Specification): ADDRESS FILE. It writes what it is to
# show to FILE, a line of JSON each, for whoever runs it.
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

address, shown = sys.argv[1:]
DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(address)


class Notifications(dbus.service.Object):
    count = 0

    @dbus.service.method("org.freedesktop.Notifications", in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        Notifications.count += 1
        line = {
            "app": app,
            "summary": summary,
            "body": body,
            "icon": icon,
            "urgency": int(hints.get("urgency", -1)),
            "timeout": int(timeout),
        }
        with open(shown, "a") as file:
            file.write(json.dumps(line) + "\n")
        return Notifications.count


name = dbus.service.BusName("org.freedesktop.Notifications", bus, do_not_queue=True)
Notifications(bus, "/org/freedesktop/Notifications")
GLib.MainLoop().run()
