/** Names of files as bytes, identities, and open files. */
@Export
@Version("1.1.0")
package dev.nacre.api.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
