/** Who is told of detections and changes of health. */
@Export
@Version("1.1.0")
package dev.nacre.api.notify;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
