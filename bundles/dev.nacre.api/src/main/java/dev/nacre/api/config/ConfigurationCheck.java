/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.config;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says beforehand whether a configuration would be refused, so that a wrong one changes nothing, be
 * it even the file. Whiteboard service beside a component that reads its configuration by {@link
 * Configured}; without one, a change is checked by what Metatype knows, which is types and options
 * only. Any thread.
 */
@ConsumerType
public interface ConfigurationCheck {
    /** Service property: the PID, or factory PID, of the configurations that are checked. */
    String PID = "nacre.config.pid";

    /**
     * Reads a configuration as the component would, and changes nothing.
     *
     * @param properties all that the component would get
     * @throws InvalidConfiguration where the component would refuse it
     */
    void check(Map<String, ?> properties);
}
