package io.tidbmirror.land;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while the scheduler waits, from one request to the next: two of them interleave at requests, in
 * the order the scheduler decides.
 */
final class Puppet {
    /** What a server does with a request. */
    interface Effect {
        @Nullable
        Object apply() throws IOException;
    }

    /**
     * A request on its way.
     *
     * @param name for the trace
     * @param lasting whether it changes anything, so that it matters when it arrives late
     * @param repeatable whether it may arrive twice
     */
    record Request(String name, boolean lasting, boolean repeatable, Effect effect) {}

    /** The process dies: thrown out of the request it waits for, and out of every one after that. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
        private final boolean last;

        Crash(boolean last) {
            super("crash", null, false, false);
            this.last = last;
        }

        /** Whether nobody starts the process again. */
        boolean last() {
            return last;
        }
    }

    private final Thread scheduler = Thread.currentThread();
    private final Runnable body;
    private volatile @Nullable Thread thread;
    private volatile boolean running;
    private @Nullable Request request;
    private @Nullable Object value;
    private @Nullable Throwable failure;
    private boolean done;

    Puppet(Runnable body) {
        this.body = body;
    }

    // the scheduler's side

    void start(Executor threads) {
        running = true;
        threads.execute(this::run);
        awaitRequest();
    }

    Request request() {
        return request;
    }

    boolean done() {
        return done;
    }

    void reply(@Nullable Object result) {
        value = result;
        resume();
    }

    void fail(Throwable problem) {
        failure = problem;
        resume();
    }

    private void resume() {
        running = true;
        LockSupport.unpark(thread);
        awaitRequest();
    }

    private void awaitRequest() {
        while (running) {
            LockSupport.park(this);
        }
        if (done && failure != null) {
            throw new AssertionError("a writer failed: " + failure, failure);
        }
    }

    // the puppet's side

    private void run() {
        thread = Thread.currentThread();
        try {
            body.run();
        } catch (Throwable e) { // handed to the scheduler
            failure = e;
        }
        done = true;
        running = false;
        LockSupport.unpark(scheduler);
    }

    /** Hands a request to the scheduler and waits for what becomes of it. */
    @Nullable
    Object await(Request next) throws IOException {
        request = next;
        running = false;
        LockSupport.unpark(scheduler);
        while (!running) {
            LockSupport.park(this);
        }
        Throwable problem = failure;
        failure = null;
        if (problem instanceof IOException e) {
            throw e;
        }
        if (problem instanceof Error e) {
            throw e;
        }
        return value;
    }
}
