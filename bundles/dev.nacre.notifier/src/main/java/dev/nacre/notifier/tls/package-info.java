/* SPDX-License-Identifier: Apache-2.0 */
/** Whom notifiers trust when they speak TLS. */
@Export
@Version("1.0.0")
package dev.nacre.notifier.tls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
