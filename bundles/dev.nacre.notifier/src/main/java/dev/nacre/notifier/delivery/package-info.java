/* SPDX-License-Identifier: Apache-2.0 */
/** Sending messages to one receiver that may be slow, away, or not willing. */
@Export
@Version("1.1.0")
package dev.nacre.notifier.delivery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
