/** Reading configurations as a whole, with messages that help. */
@Export
@Version("1.1.0")
package dev.nacre.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
