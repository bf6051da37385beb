/** Where infected files are kept, and given back from. */
@Export
@Version("1.0.0")
package dev.nacre.api.quarantine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
