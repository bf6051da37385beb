/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.itests.support.receiver.Told;
import dev.nacre.notifier.message.DetectionMessage;
import dev.nacre.notifier.message.EventKind;
import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryThreadTest {
    private static final Map<String, Object> NAMED =
            Map.of("service.pid", "dev.nacre.notifier.postbox~ops");

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch stuck = new CountDownLatch(1);

    private static Delivery start(Channel channel) {
        return Delivery.start(DeliveryTest.Config.class, NAMED, settings -> channel);
    }

    private static void found(Delivery delivery, int times) {
        for (int i = 0; i < times; i++) {
            delivery.tell(EventKind.DETECTION, new DetectionMessage(Told.detection("/a")));
        }
    }

    private String take(Message message) {
        arrived.add(message.subject());
        return "taken";
    }

    private String hang(Message message) throws InterruptedException {
        stuck.countDown();
        never.await();
        return message.id();
    }

    @Test
    void what_is_told_arrives_without_anything_else_happening() throws Exception {
        try (Delivery delivery = start(this::take)) {
            found(delivery, 1);
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).startsWith("INFECTED");
            found(delivery, 1);
            assertThat(arrived.poll(30, TimeUnit.SECONDS)).startsWith("INFECTED");
        }
    }

    @Test
    void a_receiver_that_comes_back_gets_what_waited() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        CountDownLatch tried = new CountDownLatch(1);
        Channel channel =
                message -> {
                    if (away.get()) {
                        tried.countDown();
                        throw new IOException("away");
                    }
                    return take(message);
                };
        try (Delivery delivery = start(channel)) {
            found(delivery, 3);
            tried.await();
            away.set(false);
            for (int i = 0; i < 3; i++) {
                assertThat(arrived.poll(30, TimeUnit.SECONDS)).startsWith("INFECTED");
            }
        }
    }

    @Test
    void what_waits_is_sent_before_the_end() {
        Delivery delivery = start(this::take);
        found(delivery, 200);
        delivery.close();
        assertThat(arrived).hasSize(200);
        assertThat(delivery.deliveries().lost()).isEmpty();
    }

    @Test
    void a_receiver_that_is_away_does_not_hold_up_the_end_and_the_loss_is_counted() {
        Delivery delivery =
                start(
                        message -> {
                            throw new IOException("away");
                        });
        found(delivery, 5);
        delivery.close();
        assertThat(delivery.deliveries().lost()).isEqualTo(Map.of("ended", 5L));
    }

    @Test
    void one_that_hangs_makes_nobody_wait_and_does_not_hold_up_the_end() throws Exception {
        Delivery delivery = start(this::hang);
        found(delivery, 1);
        stuck.await();
        found(delivery, 5000);
        assertThat(delivery.deliveries().waiting()).isEqualTo(5001);
        assertThat(delivery.deliveries().lost()).isEqualTo(Map.of("queue-full", 4001L));
        delivery.close();
        assertThat(delivery.deliveries().lost())
                .isEqualTo(Map.of("queue-full", 4001L, "ended", 5001L));
    }
}
