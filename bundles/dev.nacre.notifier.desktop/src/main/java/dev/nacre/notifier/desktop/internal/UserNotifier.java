/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.desktop.internal;

import dev.nacre.notifier.delivery.DeliveringNotifier;
import java.util.Map;

/** Shows one user what is told of. Each has a queue, so that no user holds up another. */
final class UserNotifier extends DeliveringNotifier {
    UserNotifier(Map<String, Object> properties, Sessions sessions, int uid) {
        super(Config.class, properties, settings -> new DesktopChannel(sessions, uid));
    }

    void modified(Map<String, Object> properties) {
        update(properties);
    }
}
