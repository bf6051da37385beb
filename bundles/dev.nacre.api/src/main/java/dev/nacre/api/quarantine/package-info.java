/**
 * Where infected files are kept: a {@link dev.nacre.api.quarantine.Quarantine} is there as a
 * service.
 */
@Export
@Version("1.0.0")
package dev.nacre.api.quarantine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
