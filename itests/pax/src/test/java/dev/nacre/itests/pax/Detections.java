/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import dev.nacre.api.file.BytePath;
import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.Notifier;
import dev.nacre.itests.support.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what notifiers are told. */
final class Detections implements Notifier {
    private final List<Detection> all = new CopyOnWriteArrayList<>();

    @Override
    public void detected(Detection detection) {
        all.add(detection);
    }

    List<Detection> of(Path file) {
        BytePath path = BytePath.of(file.toString());
        return all.stream().filter(detection -> detection.path().equals(path)).toList();
    }

    /** Waits for the first detection of a file. */
    Detection await(Path file) throws Exception {
        return Await.value(
                        "a detection of " + file,
                        NacreTest.SOON,
                        () -> of(file),
                        found -> !found.isEmpty())
                .get(0);
    }
}
