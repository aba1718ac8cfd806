package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.ThreadFailure;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Remembers what is written; the second thread fails or waits at a gate, if it is to. */
final class RecordedFile implements LandingFile {
    private final Thread reader = Thread.currentThread();
    final List<String> slices = new ArrayList<>();
    final Set<Thread> writers = new LinkedHashSet<>();
    final Set<ChangeBlock> blocks = new HashSet<>();
    CountDownLatch gate = new CountDownLatch(0);
    Runnable onWait = () -> {};
    final AtomicInteger assisted = new AtomicInteger();
    BooleanSupplier onAssist = () -> false;
    final ThreadFailure failure = new ThreadFailure();
    boolean finished;
    volatile boolean closed;
    volatile boolean closedWhileItWasWritten;
    volatile boolean waiting;

    @Override
    public void write(MarkedBlock rows) throws IOException {
        assertThat(closed).isFalse();
        slices.add(text(rows));
        writers.add(Thread.currentThread());
        blocks.add(rows.block());
        if (Thread.currentThread() != reader && slices.size() > 1) {
            failure.rethrow();
            waitAtTheGate();
        }
    }

    private void waitAtTheGate() throws IOException {
        onWait.run();
        waiting = true;
        try {
            gate.await();
            waiting = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public boolean assist() {
        return onAssist.getAsBoolean();
    }

    @Override
    public void finish(Map<String, String> provenance) {
        finished = true;
    }

    @Override
    public void close() {
        closedWhileItWasWritten = waiting;
        closed = true;
    }

    static String text(MarkedBlock rows) {
        StringBuilder text = new StringBuilder();
        for (int row = rows.from(); row < rows.to(); row++) {
            long id = ((LongVector) rows.block().column(0)).values()[row];
            text.append(rows.block().commitTs()[row])
                    .append(' ')
                    .append(rows.markers()[row])
                    .append(' ')
                    .append(id)
                    .append('\n');
        }
        return text.toString();
    }
}
