@Export
@Version("1.0.0")
package dev.nacre.itests.support;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
