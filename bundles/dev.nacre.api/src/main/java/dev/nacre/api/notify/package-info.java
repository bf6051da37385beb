/**
 * Who is told of detections, changes of health, and of what is configured.
 *
 * <p>A plugin provides a {@link dev.nacre.api.notify.Notifier} as a service. This one keeps the
 * last detection in a file, for a status bar:
 *
 * <pre>{@code
 * package org.example;
 *
 * import dev.nacre.api.notify.Detection;
 * import dev.nacre.api.notify.Notifier;
 * import java.io.IOException;
 * import java.nio.file.Files;
 * import java.nio.file.Path;
 * import org.osgi.service.component.annotations.Component;
 *
 * @Component(property = Notifier.NAME + "=last-detection")
 * public final class LastDetection implements Notifier {
 *     private static final Path FILE = Path.of("/run/last-detection");
 *
 *     @Override
 *     public void detected(Detection detection) throws IOException {
 *         Files.writeString(FILE, detection.signature() + " in " + detection.path() + "\n");
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li><b>Threads.</b> Each notifier has one of its own, {@code nacre-notify-NAME}, which makes
 *       one call after the other. It may wait: nobody who accesses a file waits for it.
 *   <li><b>Bounds.</b> A thousand messages wait for a notifier at most. What does not fit is
 *       dropped, and counted under its name by {@code nacre status}. When the notifier goes, what
 *       still waits has two seconds.
 *   <li><b>Errors.</b> Whatever it throws is logged, and the next message comes nevertheless. It is
 *       not told the same twice: one that wants to try again does so by itself.
 *   <li><b>Ownership.</b> What it is told is immutable, and may be kept. The file is not handed
 *       over: when the notifier hears of it, it may be in quarantine or gone.
 * </ul>
 */
@Export
@Version("1.1.0")
package dev.nacre.api.notify;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
