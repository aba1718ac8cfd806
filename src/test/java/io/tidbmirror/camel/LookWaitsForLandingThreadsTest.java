package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.change.TableId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.Test;

class LookWaitsForLandingThreadsTest {
    private static final int WINDOWS = 200;
    private static final String LANDING_STEP = "              - to:\n                  uri: fabric-landing-zone";

    private final AtomicInteger deepest = new AtomicInteger();
    private final Set<Thread> landed = ConcurrentHashMap.newKeySet();
    private volatile Thread looking = Thread.currentThread();

    @Test
    void manyWindowsOfOneLookAreHandledNoDeeperThanAFew() throws Exception {
        RouteRun run = new RouteRun()
                .bind("looking", (Processor) exchange -> looking = Thread.currentThread())
                .bind("slowly", (Processor) exchange -> landSlowly())
                .route("errors")
                .route(
                        "folder",
                        text -> text.replace(
                                "            ref: feedPoller",
                                "            ref: looking\n" + "        - process:\n            ref: feedPoller"))
                .route(
                        "land",
                        text -> text.replace(LANDING_STEP, "              - process: {ref: slowly}\n" + LANDING_STEP));
        for (int i = 0; i < WINDOWS; i++) {
            run.feed.offer(new TableId("shop", "t" + i), 300, "I 100 1\n");
        }
        try (RouteRun started = run.start()) {
            await().until(() -> started.feed.receipts.size() == WINDOWS);
        }
        assertThat(deepest).hasValueLessThan(WINDOWS);
        assertThat(landed).doesNotContain(looking);
    }

    @Test
    void aWindowForThreadsThatHaveEndedIsRefused() {
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder(LandingThreads.POOL)
                .poolSize(1)
                .maxPoolSize(1)
                .maxQueueSize(1)
                .keepAliveTime(1L, TimeUnit.SECONDS)
                .allowCoreThreadTimeOut(false)
                .build();
        ExecutorService pool = new LandingThreads(new DefaultThreadPoolFactory()).newThreadPool(profile, Thread::new);
        pool.shutdown();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** On Java 21 and later, {@code camel.threads.virtual.enabled=true} has Camel make one without any bound. */
    @Test
    void asManyThreadsLandAsAreAllowedWhateverPoolCamelWouldMake() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ExecutorServiceManager pools = context.getExecutorServiceManager();
            pools.setThreadPoolFactory(new DefaultThreadPoolFactory() {
                @Override
                public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
                    return Executors.newCachedThreadPool(threads);
                }
            });
            CamelEdge.landingThreads(context, 3);

            ExecutorService landing = pools.newThreadPool(this, "landing", LandingThreads.POOL);

            assertThat(landing)
                    .isInstanceOfSatisfying(ThreadPoolExecutor.class, pool -> assertThat(pool.getMaximumPoolSize())
                            .isEqualTo(3));
        }
    }

    /** Lets the source's thread hand out the next windows first, as long as it does not wait. */
    private void landSlowly() throws InterruptedException {
        landed.add(Thread.currentThread());
        deepest.accumulateAndGet(Thread.currentThread().getStackTrace().length, Math::max);
        while (Thread.currentThread() != looking && looking.getState() == Thread.State.RUNNABLE) {
            looking.join(1);
        }
    }
}
