package io.tidbmirror.camel;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Receipt;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out windows once each, made of files in memory, and keeps how they ended. */
final class FakeFeed implements WindowFeed {
    static final TableId BOOKS = new TableId("shop", "books");
    static final TableId ORDERS = new TableId("shop", "orders");

    final AtomicInteger opened = new AtomicInteger();
    final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<PlannedFile> waiting = new ConcurrentLinkedQueue<>();

    /** Queues a window; each file is its text. */
    void offer(TableId table, Covered from, Covered to, String... files) {
        WindowPlan plan = new WindowPlan(table, from, to, files.length);
        for (int i = 0; i < files.length; i++) {
            waiting.add(file(plan, i, files[i]));
        }
    }

    /** Queues one window that begins where nothing is covered. */
    void offer(TableId table, long to, String... files) {
        offer(table, Covered.NOTHING, Covered.below(to), files);
    }

    PlannedFile file(WindowPlan plan, int index, String text) {
        Bytes bytes = new Bytes(
                plan.table().table() + "/CDC" + index + ".csv", text.getBytes(StandardCharsets.UTF_8), opened);
        return new PlannedFile(plan, index, bytes, LineDecoder.schema(plan.table()), "", "CDC" + index, 0, 0, null);
    }

    @Override
    public Iterator<PlannedFile> poll() {
        List<PlannedFile> files = new ArrayList<>();
        for (PlannedFile file = waiting.poll(); file != null; file = waiting.poll()) {
            files.add(file);
        }
        return files.iterator();
    }

    @Override
    public void landed(WindowPlan plan, Receipt receipt) {
        receipts.add(receipt);
    }

    @Override
    public void failed(WindowPlan plan, Throwable cause) {
        failures.add(cause);
    }

    private record Bytes(String name, byte[] content, AtomicInteger opened) implements ByteSource {
        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            opened.incrementAndGet();
            return new ByteArrayInputStream(content, (int) offset, (int) (content.length - offset));
        }
    }
}
