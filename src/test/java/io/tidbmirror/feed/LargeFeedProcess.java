package io.tidbmirror.feed;

import com.sun.management.OperatingSystemMXBean;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows a feed of 1 000 tables and 100 000 files, whose pages are made up when they are listed: lists and plans all of it,
 * lands it, then plans 2 000 new files at each of a few polls. Prints what it took, the making up included; the size of its heap
 * is the limit.
 */
final class LargeFeedProcess {
    private static final int TABLES = 1_000;
    private static final int FILES = 100;
    private static final int PAGE = 5_000;
    private static final int POLLS = 5;

    /** Of each table, from one poll to the next. */
    private static final int NEW_FILES = 2;

    private LargeFeedProcess() {}

    public static void main(String[] args) throws IOException {
        MadeUp store = new MadeUp();
        Everything landed = new Everything();
        FollowRules rules = new FollowRules(false, false, (bytes, age) -> true, Duration.ZERO, RebuildRules.DEFAULT);
        FeedReader reader = new FeedReader(store, DefaultFeed.options("csv"), Duration.ofMinutes(1), Clock.systemUTC());
        FeedFollower follower = new FeedFollower(reader, landed, rules, Clock.systemUTC());
        for (int poll = 0; poll < POLLS; poll++) {
            store.lists = 0;
            long start = cpuNanos();
            List<FeedWindow> windows = follower.poll();
            long millis = (cpuNanos() - start) / 1_000_000;
            long files =
                    windows.stream().mapToLong(window -> window.spans().size()).sum();
            System.out.printf(
                    "%d files of %d tables planned in %d ms of CPU by %d list calls%n",
                    files, windows.size(), millis, store.lists);
            for (FeedWindow window : windows) {
                Map<String, Long> read = new HashMap<>();
                window.spans().forEach(span -> read.put(span.file().name(), -1L));
                landed.covered.put(window.table(), window.to());
                follower.landed(window.table(), read);
            }
            store.files += NEW_FILES;
        }
        Runtime.getRuntime().gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.println((used >> 20) + " MiB held");
        System.out.println("done " + follower.unread().size());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static final class Everything implements Coverage {
        private final Map<TableId, Covered> covered = new HashMap<>();

        @Override
        public Landed of(TableId table) {
            return new Landed(covered.getOrDefault(table, Covered.NOTHING), 0, false, false);
        }

        @Override
        public Map<String, String> hint(TableId table) {
            return Map.of();
        }

        @Override
        public boolean isBorn(TableId table) {
            return true;
        }

        @Override
        public void drop(TableId table, TableEnd end) {
            throw new AssertionError(end);
        }

        @Override
        public void quarantine(TableId table, String reason) {
            throw new AssertionError(reason);
        }
    }

    /** Lists by table; a token is the number of the next table. */
    private static final class MadeUp implements FeedStore {
        private static final long VERSION = 470612661046345728L;

        private int files = FILES;
        private int lists;

        @Override
        public Page list(String prefix, boolean recursive, String token) {
            lists++;
            List<FeedObject> objects = new ArrayList<>();
            int table = token == null ? 0 : Integer.parseInt(token);
            while (table < TABLES && objects.size() < PAGE) {
                addTable(table++, objects);
            }
            return new Page(objects, List.of(), table == TABLES ? null : String.valueOf(table));
        }

        private void addTable(int table, List<FeedObject> objects) {
            String folder = "warehouse/table_%04d".formatted(table);
            for (int file = 1; file <= files; file++) {
                String path = folder + "/470612661046345728/2026-01-01/CDC%020d.csv".formatted(file);
                objects.add(new FeedObject(path, 10_000, "\"0x8DE2D3A1B%07X\"".formatted(file)));
            }
            String name = folder.substring(folder.indexOf('/') + 1);
            objects.add(new FeedObject(SchemaText.path(folder, VERSION, schema(name)), 500, "\"0x8DE\""));
        }

        private static String schema(String table) {
            return SchemaText.of("warehouse", table, VERSION).key("id").json();
        }

        @Override
        public InputStream open(FeedObject object, long offset) {
            String table = object.path().split("/")[1];
            return new ByteArrayInputStream(schema(table).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public byte[] read(String path, long most) {
            return read(path);
        }

        @Override
        public byte[] read(String path) {
            long checkpoint = 470612661046345728L + 1_000 + files;
            return ("{\"checkpoint-ts\":" + checkpoint + "}").getBytes(StandardCharsets.UTF_8);
        }
    }
}
