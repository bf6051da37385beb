/** What needs no scan. */
@Export
@Version("1.1.0")
package dev.nacre.api.filter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
