package io.tidbmirror.endtoend;

import io.tidbmirror.wiring.Mirror;
import io.tidbmirror.wiring.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A mirror that goes on until it is closed, in a thread of this JVM. */
final class RunningMirror implements AutoCloseable {
    private static final long STOP_MILLIS = 30_000;
    private static final long END_MILLIS = 120_000;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    private RunningMirror(Settings settings) {
        thread = new Thread(() -> run(settings), "mirror");
    }

    static RunningMirror start(Map<String, String> keys) {
        Settings settings = Settings.parse(new LinkedHashMap<>(keys));
        settings.requireSafe();
        RunningMirror mirror = new RunningMirror(settings);
        mirror.thread.start();
        return mirror;
    }

    private void run(Settings settings) {
        try {
            new Mirror().run(settings, new PrintWriter(new StringWriter()));
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    /** Why it ended by itself; null while it runs. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() throws InterruptedException {
        thread.join(END_MILLIS);
        Throwable failed = failure.get();
        if (failed != null || thread.isAlive()) {
            throw new AssertionError("the mirror did not end well", failed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            throw new AssertionError("the mirror does not stop");
        }
    }
}
