/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.api.notify;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Accessor;
import dev.nacre.api.file.BytePath;
import java.time.Instant;
import java.util.Optional;

/**
 * An infected verdict, with all that is known about it.
 *
 * @param id unique: lower-case letters and digits
 * @param time when the verdict came
 * @param path where the file was reached; {@code null} where it has no name
 * @param signature what was found
 * @param scanner who found it
 * @param watch the watch it was found by
 * @param kind the access
 * @param process who made it
 * @param denied whether the access was refused
 * @param outcome what became of the file
 * @param quarantineId the entry in quarantine; empty where there is none
 * @param failure why the file could not be treated as the watch says; empty where it was
 */
public record Detection(
        String id,
        Instant time,
        BytePath path,
        String signature,
        String scanner,
        String watch,
        AccessKind kind,
        Optional<Accessor> process,
        boolean denied,
        Outcome outcome,
        Optional<String> quarantineId,
        Optional<String> failure) {}
