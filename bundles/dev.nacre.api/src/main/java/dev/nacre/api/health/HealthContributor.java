/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part that may have something to say about its health. Whiteboard service; asked from any
 * thread.
 */
@ConsumerType
public interface HealthContributor {
    /**
     * {@return what is not as it should be now; empty where all is well} Returns at once, without
     * waiting.
     */
    List<Finding> findings();
}
