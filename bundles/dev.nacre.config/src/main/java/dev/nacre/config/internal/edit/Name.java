/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.config.internal.edit;

import java.io.IOException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What a configuration is called.
 *
 * @param pid of a singleton, else of the factory
 * @param instance which one of a factory; {@code null} for a singleton
 */
record Name(String pid, String instance) {
    /** Reads {@code PID}, {@code PID~NAME}, and {@code PID-NAME} as files are named. */
    static Name parse(String text) {
        int tilde = text.indexOf('~');
        int end = tilde >= 0 ? tilde : text.indexOf('-');
        return end < 0
                ? new Name(text, null)
                : new Name(text.substring(0, end), text.substring(end + 1));
    }

    boolean isOfFactory() {
        return instance != null;
    }

    /** As Config Admin has it. */
    String full() {
        return instance == null ? pid : pid + "~" + instance;
    }

    /** The configuration, which may hold nothing yet. */
    Configuration in(ConfigurationAdmin admin) throws IOException {
        return instance == null
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid, instance, "?");
    }
}
