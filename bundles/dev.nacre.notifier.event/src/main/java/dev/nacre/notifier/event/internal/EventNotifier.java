/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.event.internal;

import dev.nacre.api.notify.Detection;
import dev.nacre.api.notify.HealthChange;
import dev.nacre.api.notify.Notifier;
import dev.nacre.api.notify.PolicyChange;
import dev.nacre.api.notify.Topics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Posts to Event Admin, under {@link Topics}, what notifiers are told. Posting does not wait for
 * who listens.
 */
@Component(property = Notifier.NAME + "=event")
public final class EventNotifier implements Notifier {
    private final EventAdmin events;

    @Activate
    public EventNotifier(@Reference EventAdmin events) {
        this.events = events;
    }

    @Override
    public void detected(Detection detection) {
        events.postEvent(new Event(Topics.DETECTION, Properties.of(detection)));
    }

    @Override
    public void healthChanged(HealthChange change) {
        events.postEvent(new Event(Topics.HEALTH, Properties.of(change)));
    }

    @Override
    public void policyChanged(PolicyChange change) {
        events.postEvent(new Event(Topics.POLICY, Properties.of(change)));
    }
}
