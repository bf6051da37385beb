/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.signature.internal;

import dev.nacre.api.file.FileContent;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a file with signatures, reading it once and only where a signature could fit.
 *
 * @param signatures what is looked for besides the EICAR test file
 */
record Judge(SignatureSet signatures) {
    private static final int BUFFER = 64 << 10;

    Verdict judge(FileContent file, Duration limit) throws InterruptedException {
        try {
            long size = file.identify().size();
            if (Eicar.is(file, size)) {
                return new Verdict.Infected(Eicar.NAME);
            }
            List<Algorithm> algorithms = signatures.algorithms(size);
            return algorithms.isEmpty() ? Verdict.CLEAN : compare(file, algorithms, limit);
        } catch (IOException e) {
            return Verdict.unscanned(
                    UnscannedReason.UNREADABLE, "it cannot be read: " + e.getMessage());
        }
    }

    private Verdict compare(FileContent file, List<Algorithm> algorithms, Duration limit)
            throws IOException, InterruptedException {
        Map<Algorithm, MessageDigest> digests = new EnumMap<>(Algorithm.class);
        algorithms.forEach(algorithm -> digests.put(algorithm, algorithm.digest()));
        long start = System.nanoTime();
        long position = 0;
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (int read = file.read(buffer, 0); read > 0; read = file.read(buffer, position)) {
            position += read;
            digests.values().forEach(digest -> digest.update(buffer.array(), 0, buffer.position()));
            buffer.clear();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                return Verdict.unscanned(UnscannedReason.TIMED_OUT, "it could not be read in time");
            }
        }
        for (Map.Entry<Algorithm, MessageDigest> digest : digests.entrySet()) {
            Optional<String> name =
                    signatures.find(digest.getKey(), position, digest.getValue().digest());
            if (name.isPresent()) {
                return new Verdict.Infected(name.get());
            }
        }
        return Verdict.CLEAN;
    }
}
