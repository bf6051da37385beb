/** What stands in a clamd.conf(5). Needs nothing but the JDK and {@code dev.nacre.api.file}. */
@Export
@Version("1.0.0")
package dev.nacre.scanner.clamd.conf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
