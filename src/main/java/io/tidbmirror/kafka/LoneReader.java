package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.MessageFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client outside of the group, on a thread of its own while the Camel context runs. After a failure it begins again with a
 * new client.
 */
public final class LoneReader extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(LoneReader.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int STOP_MILLIS = 3_000;

    private final String name;
    private final ClientOptions options;
    private final MessageFeed feed;
    private final Duration pause;
    private final Function<KafkaConsumer<byte[], byte[]>, Runnable> work;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> client;

    /**
     * A reader.
     *
     * @param feed hears when the brokers do not answer
     * @param pause between two steps
     * @param work makes the steps for a client, to be run again and again, each for a second at most
     */
    public LoneReader(
            String name,
            ClientOptions options,
            MessageFeed feed,
            Duration pause,
            Function<KafkaConsumer<byte[], byte[]>, Runnable> work) {
        this.name = name;
        this.options = options;
        this.feed = feed;
        this.pause = pause;
        this.work = work;
    }

    @Override
    protected void doStart() {
        Thread reader = new Thread(this::run, name);
        reader.setDaemon(true);
        thread = reader;
        reader.start();
    }

    @Override
    protected void doStop() throws InterruptedException {
        stop.countDown();
        KafkaConsumer<byte[], byte[]> open = client;
        if (open != null) {
            open.wakeup();
        }
        Thread reader = thread;
        if (reader != null) {
            reader.join(STOP_MILLIS);
        }
    }

    private void run() {
        try {
            while (!isStopped(Duration.ZERO)) {
                readUntilFailure();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilFailure() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> open = new KafkaConsumer<>(options.alone())) {
            client = open;
            Runnable step = work.apply(open);
            while (!isStopped(pause)) {
                step.run();
                feed.trouble(name, null);
            }
        } catch (WakeupException stopping) {
            LOG.debug("{} stops", name, stopping);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("{}: Kafka cannot be read now, will be tried again: {}", name, e.toString());
            pauseAfter(e);
        } catch (RuntimeException
                | Error defect) { // also too large a message for the heap: nobody else sees this thread
            LOG.error("{}: failed, will be tried again", name, defect);
            pauseAfter(defect);
        }
    }

    /** The feed tells its failures to whoever watches it: without this reader nothing lands. */
    private void pauseAfter(Throwable failure) throws InterruptedException {
        feed.trouble(name, new IOException("Kafka: " + failure, failure));
        isStopped(PAUSE_AFTER_FAILURE);
    }

    private boolean isStopped(Duration most) throws InterruptedException {
        return stop.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
