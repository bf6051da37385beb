/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.engine.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.event.AccessKind;
import dev.nacre.api.event.Location;
import dev.nacre.api.file.BytePath;
import dev.nacre.api.file.FileIdentity;
import dev.nacre.api.scan.ScannerStatus;
import dev.nacre.api.scan.UnscannedReason;
import dev.nacre.api.scan.Verdict;
import dev.nacre.api.watch.Action;
import dev.nacre.api.watch.CacheMode;
import dev.nacre.api.watch.ScanOn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArrivalsTest {
    private static final Location WITHIN = at("/srv/tmp");
    private static final Location ELSEWHERE = at("/tmp/x");

    private final Fixture guard = new Fixture();

    @BeforeEach
    void use() {
        guard.scanOn = ScanOn.WRITE_EXEC;
        guard.use();
    }

    @AfterEach
    void close() {
        guard.close();
    }

    private static Location at(String path) {
        return new Location(BytePath.of(path), BytePath.of(path), true);
    }

    private static FakeEvent arrival(FileIdentity file) {
        return new FakeEvent(AccessKind.ARRIVE, false, "/srv/x", file);
    }

    private static FileIdentity renamed(FileIdentity file) {
        return new FileIdentity(
                file.device(), file.inode(), file.size(), file.modified(), file.changed() + 1);
    }

    private boolean wants(FileIdentity file, Location from) {
        return guard.pipeline.wants(arrival(file), file, from);
    }

    private void write(FileIdentity file) throws Exception {
        guard.pipeline.written(file.device(), file.inode());
        FakeEvent event = FakeEvent.written(file);
        guard.report(event);
        event.awaitClosed();
    }

    private ArrivedFolder folder() throws Exception {
        return guard.pipeline.catchUp().nextArrived(0);
    }

    @Test
    void what_arrives_is_scanned_whatever_the_watch_looks_at_and_told_as_that() throws Exception {
        guard.scanner.say(new Verdict.Infected("Pearl"));
        for (ScanOn scanOn : ScanOn.values()) {
            guard.scanOn = scanOn;
            guard.use();
            FileIdentity file = FakeEvent.file(10);
            assertThat(wants(file, null)).isTrue();
            guard.report(arrival(file));
            assertThat(guard.detections.take().kind()).isEqualTo(AccessKind.ARRIVE);
        }
    }

    @Test
    void what_no_watch_asks_for_is_not_wanted_and_counted() {
        guard.arrivals = false;
        guard.use();
        FileIdentity file = FakeEvent.file(10);
        assertThat(wants(file, null)).isFalse();
        FakeEvent outside = new FakeEvent(AccessKind.ARRIVE, false, "/elsewhere", file);
        assertThat(guard.pipeline.wants(outside, file, null)).isFalse();
        assertThat(guard.tally.exempt()).containsOnlyKeys("other-access", "outside");
    }

    @Test
    void what_was_found_clean_and_is_moved_within_the_watch_is_not_scanned() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        assertThat(wants(renamed(file), WITHIN)).as("it was never scanned").isTrue();
        write(file);
        assertThat(wants(renamed(file), WITHIN)).isFalse();
        assertThat(guard.tally.exempt()).containsEntry("moved", 1L);

        assertThat(wants(renamed(file), ELSEWHERE)).isTrue();
        assertThat(wants(renamed(file), null)).isTrue();
        FileIdentity larger =
                new FileIdentity(file.device(), file.inode(), 11, file.modified(), file.changed());
        assertThat(wants(larger, WITHIN)).isTrue();
        guard.pipeline.written(file.device(), file.inode());
        assertThat(wants(renamed(file), WITHIN)).as("it was written since").isTrue();
    }

    @Test
    void what_is_moved_while_it_is_scanned_is_not_scanned_again_for_that() throws Exception {
        FileIdentity file = FakeEvent.file(10);
        guard.scanner.hold();
        FakeEvent event = FakeEvent.written(file);
        guard.report(event);
        event.change();
        guard.scanner.letGo();
        event.awaitClosed();
        assertThat(wants(renamed(file), WITHIN)).isFalse();

        // For an access the verdict holds under neither identity.
        for (FileIdentity identity : new FileIdentity[] {file, renamed(file)}) {
            FakeEvent exec = new FakeEvent(AccessKind.EXECUTE, true, "/srv/x", identity);
            int before = guard.scanner.scans.get();
            guard.report(exec);
            exec.awaitClosed();
            assertThat(guard.scanner.scans).hasValue(before + 1);
        }
    }

    @Test
    void what_is_done_with_is_not_told_again_when_it_is_moved_within_the_watch() throws Exception {
        FileIdentity infected = FakeEvent.file(10);
        guard.scanner.say(new Verdict.Infected("Pearl"));
        write(infected);
        assertThat(wants(renamed(infected), WITHIN)).as("it was reported").isFalse();
        guard.action = Action.QUARANTINE;
        guard.use();
        FileIdentity stays = FakeEvent.file(10);
        write(stays);
        assertThat(wants(renamed(stays), WITHIN)).as("it could not be taken").isTrue();

        FileIdentity limited = FakeEvent.file(10);
        guard.scanner.say(Verdict.unscanned(UnscannedReason.LIMIT_EXCEEDED, "too deep"));
        write(limited);
        assertThat(wants(renamed(limited), WITHIN)).isFalse();
        FileIdentity large = FakeEvent.file(2000);
        write(large);
        assertThat(wants(renamed(large), WITHIN)).isFalse();
        assertThat(wants(renamed(large), ELSEWHERE)).isTrue();

        guard.scanner.say(Verdict.CLEAN);
        guard.cacheMode = CacheMode.NONE;
        guard.use();
        FileIdentity clean = FakeEvent.file(10);
        write(clean);
        assertThat(wants(renamed(clean), WITHIN)).isFalse();
    }

    @Test
    void what_comes_from_where_a_filter_exempts_it_is_scanned() throws Exception {
        guard.filter(
                (watch, access) ->
                        access.location().equals(WITHIN) ? Optional.of("tmp") : Optional.empty());
        guard.use();
        FileIdentity file = FakeEvent.file(10);
        write(file);
        assertThat(wants(renamed(file), WITHIN)).isTrue();
        assertThat(wants(renamed(file), at("/srv/other"))).isFalse();
    }

    @Test
    void what_waits_to_be_scanned_for_a_write_is_not_scanned_twice() throws Exception {
        guard.quietPeriod = Duration.ofHours(1);
        guard.use();
        FileIdentity file = FakeEvent.file(10);
        write(file);
        assertThat(wants(file, null)).isTrue();
        guard.report(FakeEvent.written(file));
        assertThat(wants(file, null)).as("a write is held").isFalse();
        assertThat(guard.tally.coalesced.sum()).isOne();
    }

    @Test
    void without_a_scanner_it_is_kept_in_mind_once() throws Exception {
        guard.scanner.state(ScannerStatus.State.DOWN);
        FileIdentity file = FakeEvent.file(10);
        FakeEvent event = arrival(file);
        guard.report(event);
        event.awaitClosed();
        assertThat(guard.pipeline.toBeRescanned()).isOne();
        assertThat(wants(file, null)).isFalse();
    }

    @Test
    void a_folder_from_elsewhere_is_to_be_gone_through() throws Exception {
        guard.pipeline.folderArrived(at("/srv/d"), null);
        guard.pipeline.folderArrived(at("/srv/e"), ELSEWHERE);
        guard.pipeline.folderArrived(at("/other/d"), null);
        assertThat(folder().path()).isEqualTo(BytePath.of("/srv/d"));
        assertThat(folder().path()).isEqualTo(BytePath.of("/srv/e"));
        assertThat(folder()).isNull();
    }

    @Test
    void a_folder_within_the_watch_is_gone_through_only_if_a_filter_could_matter()
            throws Exception {
        guard.pipeline.folderArrived(at("/srv/d"), at("/srv/e"));
        assertThat(folder()).isNull();
        assertThat(guard.tally.exempt()).containsEntry("moved", 1L);
        guard.filter((watch, access) -> Optional.empty());
        guard.use();
        guard.pipeline.folderArrived(at("/srv/d"), at("/srv/e"));
        assertThat(folder().from()).isEqualTo(at("/srv/e"));
    }

    @Test
    void folders_beyond_a_bound_are_found_as_what_was_lost() throws Exception {
        for (int i = 0; i < 1001; i++) {
            guard.pipeline.folderArrived(at("/srv/d" + i), null);
        }
        assertThat(guard.tally.unscanned()).containsEntry("lost", 1L);
        assertThat(guard.pipeline.catchUp().takeLoss()).isTrue();
    }

    @Test
    void time_stands_still_until_a_folder_was_gone_through() throws Exception {
        CatchUp catchUp = guard.pipeline.catchUp();
        long before = catchUp.settledUntil(System.currentTimeMillis());
        guard.pipeline.folderArrived(at("/srv/d"), null);
        for (int i = 1; i < 5; i++) {
            assertThat(catchUp.settledUntil(before + i)).isEqualTo(before);
        }
        folder().done().run();
        catchUp.settledUntil(before + 5);
        assertThat(catchUp.settledUntil(before + 6)).isGreaterThan(before);
    }
}
