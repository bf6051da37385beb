/* SPDX-License-Identifier: Apache-2.0 */
/** How notifiers are configured to reach a server. */
@Export
@Version("1.0.0")
package dev.nacre.notifier.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
