package io.tidbmirror.camel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ThreadPoolFactory;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * Has Camel's thread pools made as before; whoever has a window for the pool {@value #POOL} while all of its threads land
 * waits for one.
 *
 * <p>Camel offers no such policy. {@code CallerRuns} is none for a step behind {@code aggregate}: each window that the
 * source's thread lands itself makes Camel forget that this thread is at work already (DefaultReactiveExecutor), so that
 * every later window of the same look is handled some calls deeper, until the stack is full.
 */
final class LandingThreads implements ThreadPoolFactory, RejectedExecutionHandler {
    /** The profile of threads on which windows land. */
    static final String POOL = "landing";

    private final ThreadPoolFactory factory;

    LandingThreads(ThreadPoolFactory factory) {
        this.factory = factory;
    }

    @Override
    public ExecutorService newCachedThreadPool(ThreadFactory threads) {
        return factory.newCachedThreadPool(threads);
    }

    @Override
    public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return factory.newScheduledThreadPool(profile, threads);
    }

    @Override
    public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
        return POOL.equals(profile.getId()) ? bounded(profile, threads) : factory.newThreadPool(profile, threads);
    }

    /** Camel's own pool has no bound where its threads are virtual ({@code camel.threads.virtual.enabled}); each needs memory. */
    private ExecutorService bounded(ThreadPoolProfile profile, ThreadFactory threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                profile.getPoolSize(),
                profile.getMaxPoolSize(),
                profile.getKeepAliveTime(),
                profile.getTimeUnit(),
                new LinkedBlockingQueue<>(profile.getMaxQueueSize()),
                threads,
                this);
        pool.allowCoreThreadTimeOut(profile.getAllowCoreThreadTimeOut());
        return pool;
    }

    /**
     * Waits until there is room.
     *
     * @throws RejectedExecutionException if the pool was shut down, or the thread that waits is interrupted
     */
    @Override
    public void rejectedExecution(Runnable window, ThreadPoolExecutor pool) {
        try {
            boolean taken = false;
            while (!taken && !pool.isShutdown()) {
                taken = pool.getQueue().offer(window, 1, TimeUnit.SECONDS);
            }
            // Threads that end meanwhile may not have seen it.
            if (taken && !(pool.isShutdown() && pool.remove(window))) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("the threads that land windows end; this one is read again");
    }
}
