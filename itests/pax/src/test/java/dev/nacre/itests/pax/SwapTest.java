/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.itests.pax;

import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.api.guard.Guard;
import dev.nacre.api.health.Health;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles are stopped, started and updated in a host that guards. */
abstract class SwapTest extends NacreTest {
    protected Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(b -> name.equals(b.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    protected void update(Bundle bundle) throws Exception {
        bundle.update();
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring().refreshBundles(
                        List.of(bundle),
                        event -> {
                            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                                refreshed.countDown();
                            }
                        });
        assertThat(refreshed.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    protected FrameworkWiring wiring() {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }

    /** The engine's is another once it has been updated. */
    protected Guard newest() {
        ServiceReference<Guard> reference = context.getServiceReference(Guard.class);
        return reference == null ? null : context.getService(reference);
    }

    protected void awaitHealthyGuard() throws Exception {
        value("a guard", SOON, this::newest, Objects::nonNull);
        guard = newest();
        awaitGuarded(watch, folder);
        value(
                "it is healthy",
                SOON,
                () -> guard.status(),
                status ->
                        status.health() == Health.HEALTHY
                                && status.source().equals(Optional.of("fanotify"))
                                && status.scanner().equals(Optional.of("clamd")));
    }
}
