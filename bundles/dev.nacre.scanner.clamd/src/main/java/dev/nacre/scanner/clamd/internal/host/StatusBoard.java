/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.scanner.clamd.internal.host;

import dev.nacre.api.health.Finding;
import dev.nacre.api.health.Health;
import dev.nacre.api.scan.ScannerStatus;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How the scanner as a whole is, made of how its hosts are. The same object as long as nothing has
 * changed.
 */
public final class StatusBoard {
    private final String subject;
    private volatile ScannerStatus status;
    private volatile List<Finding> findings = List.of();

    /**
     * @param subject what people know the scanner by, such as {@code scanner clamd}
     * @param first how the hosts are before they were asked
     */
    public StatusBoard(String subject, List<HostView> first) {
        this.subject = subject;
        this.status = make(first, ScannerStatus.State.DOWN);
    }

    public ScannerStatus status() {
        return status;
    }

    /** Hosts that are down while others stand in for them. */
    public List<Finding> findings() {
        return findings;
    }

    /** Takes over how the hosts are now. */
    public synchronized void update(List<HostView> views) {
        ScannerStatus now = make(views, status.state());
        if (!now.equals(status)) {
            status = now;
        }
        boolean up = now.state() == ScannerStatus.State.UP;
        findings =
                up
                        ? views.stream().filter(StatusBoard::down).map(this::finding).toList()
                        : List.of();
    }

    private static boolean down(HostView view) {
        return view.state() == HostView.State.DOWN;
    }

    private Finding finding(HostView view) {
        return new Finding(
                subject, Health.DEGRADED, sentence(view) + ". The others stand in for it.");
    }

    private static ScannerStatus make(List<HostView> views, ScannerStatus.State before) {
        List<HostView> ready =
                views.stream().filter(view -> view.state() == HostView.State.READY).toList();
        List<HostView> counted = ready.isEmpty() ? views : ready;
        int parallelism = counted.stream().mapToInt(HostView::capacity).sum();
        String epoch =
                views.stream()
                        .map(HostView::epoch)
                        .filter(Predicate.not(String::isEmpty))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" | "));
        Set<Integer> processes =
                views.stream()
                        .flatMap(view -> view.processes().stream())
                        .collect(Collectors.toSet());
        return new ScannerStatus(
                state(views, ready, before), epoch, detail(views), parallelism, processes);
    }

    private static ScannerStatus.State state(
            List<HostView> views, List<HostView> ready, ScannerStatus.State before) {
        if (!ready.isEmpty()) {
            return ScannerStatus.State.UP;
        }
        if (views.stream().allMatch(HostView::absent)) {
            return ScannerStatus.State.ABSENT;
        }
        // A connection that is being replaced at once is not worth a change of state.
        boolean trying = views.stream().anyMatch(view -> view.state() == HostView.State.TRYING);
        return trying && before == ScannerStatus.State.UP ? before : ScannerStatus.State.DOWN;
    }

    private static String detail(List<HostView> views) {
        return views.stream().map(StatusBoard::sentence).collect(Collectors.joining("; "));
    }

    private static String sentence(HostView view) {
        String where = "clamd at " + view.name();
        return switch (view.state()) {
            case READY -> where + ": " + view.version();
            case TRYING -> where + " is being connected to";
            case DOWN ->
                    view.absent()
                            ? "no clamd is installed here"
                            : where + " cannot scan: " + view.reason();
        };
    }
}
