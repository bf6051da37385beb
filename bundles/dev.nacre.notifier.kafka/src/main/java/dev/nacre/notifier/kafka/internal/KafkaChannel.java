/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.kafka.internal;

import dev.nacre.notifier.delivery.Channel;
import dev.nacre.notifier.delivery.RefusedException;
import dev.nacre.notifier.message.CloudEvent;
import dev.nacre.notifier.message.HostName;
import dev.nacre.notifier.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes each message as a record, a CloudEvent in structured mode (Kafka Protocol Binding for
 * CloudEvents 1.0.2, section 3.3), and waits until the brokers have it. Its key is the name of this
 * machine: Kafka keeps records of one key in one partition, so that what a machine tells stays in
 * order, and spreads machines over the partitions.
 */
final class KafkaChannel implements Channel {
    /** Kafka itself gives up by then, and knows why. */
    private static final long GRACE_MILLIS = 2000;

    private final Cluster cluster;
    private KafkaProducer<byte[], byte[]> producer;

    KafkaChannel(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String send(Message message) throws IOException, RefusedException, InterruptedException {
        try {
            RecordMetadata written =
                    producer()
                            .send(record(message))
                            .get(
                                    cluster.timeout().toMillis() + GRACE_MILLIS,
                                    TimeUnit.MILLISECONDS);
            return "%s took it: topic %s, partition %d, offset %d"
                    .formatted(
                            cluster.name(), written.topic(), written.partition(), written.offset());
        } catch (InterruptException e) {
            // Kafka sets the mark that the exception takes the place of.
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (KafkaException | TimeoutException e) {
            throw failure(e);
        }
    }

    /** What fails once may go on failing: the next record has a new producer. */
    private IOException failure(Throwable cause) throws RefusedException {
        String why = cluster.name() + " did not take the record: " + reason(cause);
        if (cause instanceof RecordTooLargeException) {
            throw new RefusedException(why, cause);
        }
        close();
        return new IOException(why, cause);
    }

    private static String reason(Throwable e) {
        Throwable why = e.getCause() == null ? e : e.getCause();
        return why.getMessage() == null
                ? why.getClass().getSimpleName()
                : why.getMessage().replaceFirst("[.]$", "");
    }

    private ProducerRecord<byte[], byte[]> record(Message message) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        cluster.topic(),
                        null,
                        message.time().toEpochMilli(),
                        bytes(HostName.get()),
                        CloudEvent.of(message));
        record.headers().add("content-type", bytes(CloudEvent.MEDIA_TYPE));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KafkaProducer<byte[], byte[]> producer() throws IOException {
        if (producer == null) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            // By it Kafka looks for the classes that its settings name.
            thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
            try {
                producer =
                        new KafkaProducer<>(
                                cluster.producer(),
                                new ByteArraySerializer(),
                                new ByteArraySerializer());
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        return producer;
    }

    /** Gives up what is on its way: whoever sends has waited for it. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
