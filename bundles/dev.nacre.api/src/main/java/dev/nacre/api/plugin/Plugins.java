/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The plugins of this host. A service; asked from any thread, answers at once. */
@ProviderType
public interface Plugins {
    /** {@return a snapshot, sorted by the files' names} */
    List<Plugin> list();
}
