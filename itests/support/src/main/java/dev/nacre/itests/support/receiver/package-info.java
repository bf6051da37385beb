/** Real servers that notifiers tell, each of a test's own. */
@Export
@Version("1.0.0")
package dev.nacre.itests.support.receiver;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
