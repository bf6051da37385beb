/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.log.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** What was logged: level, space, message. */
final class Recorded {
    final List<String> lines = new ArrayList<>();

    /** A logger that writes here. */
    Logger logger() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> lines.add(line(method.getName(), arguments)));
    }

    private static String line(String level, Object[] arguments) {
        Object[] rest =
                arguments.length == 2 && arguments[1] instanceof Object[] array
                        ? array
                        : Arrays.copyOfRange(arguments, 1, arguments.length);
        return level + " " + MessageFormatter.basicArrayFormat((String) arguments[0], rest);
    }
}
