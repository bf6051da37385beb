/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.importer.translation;

import dev.nacre.importer.input.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Nacre does without being told, and what has no place in a configuration of it. */
final class ByItself implements Subject {
    private static final Map<String, String> CARRIED = new LinkedHashMap<>();
    private static final Map<String, String> LEFT = new LinkedHashMap<>();

    static {
        CARRIED.put("--config-file", "it was read");
        CARRIED.put("--foreground", "nacre run stays in the foreground");
        CARRIED.put("--wait", "Nacre waits for clamd as long as it takes, and guards meanwhile");
        CARRIED.put("--fdpass", "a clamd at a LocalSocket is always handed descriptors");
        CARRIED.put("--multiscan", "as many files are scanned at once as clamd takes");
        CARRIED.put(
                "TemporaryDirectory",
                "what clamd itself opens is exempt, so its folder may be guarded; clamonacc"
                        + " leaves it out");
        LEFT.put(
                "--stream",
                "a clamd at a LocalSocket is handed descriptors, which spares it the copy. To"
                        + " stream, set TCPSocket and no LocalSocket");
        LEFT.put("--allmatch", "the first signature decides; no further one is looked for");
        LEFT.put("--ping", "nacre status says whether clamd answers");
        LEFT.put(
                "--log",
                "the log is var/log/nacre.log, and var/log/detections.jsonl has a line of JSON a"
                        + " detection; see etc/logback.xml and dev.nacre.notifier.log");
        LEFT.put("--verbose", "etc/logback.xml says how much is logged");
        LEFT.put("--version", "it guards nothing; nacre status tells clamd's version");
        LEFT.put("--infected", "it has no effect in clamonacc");
        LEFT.put("--quiet", "it has no effect in clamonacc");
        LEFT.put("--stdout", "it has no effect in clamonacc");
        LEFT.put("--fips-limits", "it is about how clamd checks its signatures: set it there");
        LEFT.put(
                "ExcludePath",
                "clamd heeds it where it is given a path, and Nacre hands over descriptors."
                        + " Nearest: dev.nacre.filter.path");
    }

    @Override
    public List<String> options() {
        return Stream.of(CARRIED, LEFT).flatMap(map -> map.keySet().stream()).toList();
    }

    @Override
    public void translate(Input input, Draft draft) {
        CARRIED.forEach((option, how) -> input.all(option).forEach(said -> draft.carry(said, how)));
        LEFT.forEach((option, why) -> draft.leave(input.all(option), why));
    }
}
