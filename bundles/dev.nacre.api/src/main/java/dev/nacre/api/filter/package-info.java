/**
 * What needs no scan.
 *
 * <p>A plugin provides a {@link dev.nacre.api.filter.Filter} as a service. This one exempts the
 * lock files of git:
 *
 * <pre>{@code
 * package org.example;
 *
 * import dev.nacre.api.event.Access;
 * import dev.nacre.api.event.Location;
 * import dev.nacre.api.file.BytePath;
 * import dev.nacre.api.filter.Filter;
 * import dev.nacre.api.watch.Watch;
 * import java.util.Optional;
 * import org.osgi.service.component.annotations.Component;
 *
 * @Component(property = {Filter.NAME + "=git-locks", Filter.KIND + "=name"})
 * public final class GitLocks implements Filter {
 *     private static final BytePath NAME = BytePath.of("index.lock");
 *     private static final Optional<String> RULE = Optional.of("name index.lock");
 *
 *     @Override
 *     public Optional<String> exempts(Watch watch, Access access) {
 *         Location location = access.location();
 *         boolean exempt = location.ours() && location.canonical().name().equals(NAME);
 *         return exempt ? RULE : Optional.empty();
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li><b>What is exempted is not scanned</b>: an attacker who can make the rule apply is let
 *       pass. So a path counts only where it is {@linkplain dev.nacre.api.event.Location#ours
 *       ours}, and the {@linkplain dev.nacre.api.event.Location#canonical canonical} one counts,
 *       which no bind mount changes.
 *   <li><b>Threads.</b> {@code exempts} is called by several threads at once, and by those that the
 *       kernel's answers hang on: while it runs, a process waits for it, perhaps with the rest of
 *       the machine. It takes microseconds. It opens no file, makes no connection, logs nothing,
 *       loads no class, and takes no lock that another thread may hold for long. Whatever it needs
 *       is made beforehand, in the constructor: lists, patterns, lookups.
 *   <li><b>Errors.</b> One that throws exempts nothing, and is counted. One that holds up a thread
 *       for seconds is passed over until it comes back, and for good after the third time; the
 *       access is answered by the watch's {@code onError}.
 *   <li><b>Ownership.</b> An access is good for the call only.
 * </ul>
 */
@Export
@Version("1.1.0")
package dev.nacre.api.filter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
