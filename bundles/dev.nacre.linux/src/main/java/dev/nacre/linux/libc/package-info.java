/** The C library's functions and constants under their C names. */
@Export
@Version("1.3.0")
package dev.nacre.linux.libc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
