/**
 * Scanners and their verdicts.
 *
 * <p>A plugin provides a {@link dev.nacre.api.scan.Scanner} as a service. This one knows one piece
 * of malware, by the word that it begins with:
 *
 * <pre>{@code
 * package org.example;
 *
 * import dev.nacre.api.file.FileContent;
 * import dev.nacre.api.scan.Scanner;
 * import dev.nacre.api.scan.ScannerStatus;
 * import dev.nacre.api.scan.UnscannedReason;
 * import dev.nacre.api.scan.Verdict;
 * import java.io.IOException;
 * import java.nio.ByteBuffer;
 * import java.nio.charset.StandardCharsets;
 * import java.time.Duration;
 * import java.util.Set;
 * import org.osgi.service.component.annotations.Component;
 *
 * @Component(property = {Scanner.NAME + "=first-word", "service.ranking:Integer=-200"})
 * public final class FirstWord implements Scanner {
 *     private static final byte[] WORD = "MALWARE".getBytes(StandardCharsets.US_ASCII);
 *
 *     private final ScannerStatus status =
 *             new ScannerStatus(
 *                     ScannerStatus.State.UP, "first-word 1", "knows one word", 2, Set.of());
 *
 *     @Override
 *     public Verdict scan(FileContent file, Duration limit) {
 *         ByteBuffer start = ByteBuffer.allocate(WORD.length);
 *         try {
 *             while (start.hasRemaining() && file.read(start, start.position()) > 0) {}
 *         } catch (IOException e) {
 *             return Verdict.unscanned(UnscannedReason.UNREADABLE, e.getMessage());
 *         }
 *         return start.flip().equals(ByteBuffer.wrap(WORD))
 *                 ? new Verdict.Infected("Example.FirstWord")
 *                 : Verdict.CLEAN;
 *     }
 *
 *     @Override
 *     public ScannerStatus status() {
 *         return status;
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li><b>Which one judges.</b> One scanner judges a file: of those that match the watch's {@code
 *       scanner.target} and are not absent, the one ranked highest ({@code service.ranking}). clamd
 *       has 100 over its Unix socket and 0 over TCP, the built-in scanner -100. One with less
 *       judges where a watch asks for it only, here by {@code scanner.target =
 *       "(nacre.scanner.name=first-word)"}.
 *   <li><b>Threads.</b> Several threads call {@code scan} at once, as many as its status says, and
 *       any thread calls {@code status}. While {@code scan} runs, a process may wait for the
 *       verdict. It may wait itself, up to the limit, then it is interrupted. Its process id stands
 *       in its status where it is a process of its own, or its reading would be scanned again.
 *   <li><b>Errors.</b> A verdict is {@code CLEAN} only where all of the file was looked at.
 *       Whatever keeps a scanner from that is {@link dev.nacre.api.scan.Verdict.Unscanned}, with a
 *       reason: the watch's {@code onError} then decides, and the reason is counted.
 *   <li><b>Verdicts are kept</b> until the file changes or the status' {@code epoch} does, which
 *       names engine and signatures. A scanner that learns something new has a new epoch.
 *   <li><b>Ownership.</b> The file is borrowed for the call: read at positions, never closed.
 * </ul>
 */
@Export
@Version("1.1.0")
package dev.nacre.api.scan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
