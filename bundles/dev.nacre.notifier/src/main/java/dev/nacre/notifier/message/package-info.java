/* SPDX-License-Identifier: Apache-2.0 */
/** What notifiers tell, in words for people and as JSON for machines. */
@Export
@Version("1.1.0")
package dev.nacre.notifier.message;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
