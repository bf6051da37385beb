/* SPDX-License-Identifier: Apache-2.0 */
/** What people can ask of the running host, from wherever they ask. */
@Export
@Version("2.0.0")
package dev.nacre.shell;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
