package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever TiCDC sends again, whichever offsets the next process begins at, wherever partitions go and whoever stops and releases
 * tables: each row lands once and in commit order.
 */
class RandomTopicHistoriesTest {
    private static final List<TableId> TABLES = List.of(new TableId("shop", "a"), new TableId("shop", "b"));
    private static final int STEPS = 60;

    private final Map<TableId, Map<Long, String>> sent = new TreeMap<>();
    private final Map<TableId, List<String>> landed = new TreeMap<>();
    private final List<List<byte[]>> messages = List.of(new ArrayList<>(), new ArrayList<>());
    private FedByHand mirror = new FedByHand().named("id");
    private long now = 10;
    private int rows;

    static LongStream seeds() {
        return new Random().longs(Integer.getInteger("topic-histories", 50));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachRowLandsOnceAndInCommitOrder(long seed) {
        Random random = new Random(seed);
        for (int partition = 0; partition < 2; partition++) {
            String table = TABLES.get(partition).table();
            send(0, Messages.create(++now, table));
        }
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        TABLES.forEach(mirror.coverage::release);
        mirror.later(Duration.ofMinutes(1));
        watermark(2);
        for (int round = 0; round < 20; round++) {
            mirror.look().forEach(this::land);
        }
        for (TableId table : TABLES) {
            assertThat(landed.getOrDefault(table, List.of()))
                    .as(table + " " + mirror.coverage.reason(table))
                    .isEqualTo(List.copyOf(sent.getOrDefault(table, Map.of()).values()));
        }
    }

    private void step(Random random) {
        int partition = random.nextInt(2);
        TableId table = TABLES.get(partition);
        switch (random.nextInt(13)) {
            case 0, 1, 2, 3 -> row(partition, table, random);
            case 4, 5 -> watermark(random.nextInt(3));
            case 6 -> {
                List<byte[]> old = messages.get(partition);
                int from = random.nextInt(old.size() + 1);
                List.copyOf(old.subList(from, old.size())).forEach(message -> send(partition, message));
            }
            case 7 ->
                send(
                        0,
                        Messages.statement(
                                ++now,
                                table.table(),
                                "ALTER",
                                "ALTER TABLE `" + table.table() + "` ADD COLUMN `c" + now + "` INT"));
            case 8 -> {
                Map<Partition, Long> committed = new HashMap<>(mirror.backlog.settled());
                committed.replaceAll((same, offset) -> random.nextBoolean() ? offset : random.nextLong(offset + 1));
                mirror = mirror.restarted(committed);
            }
            case 9 ->
                mirror.assign(
                        FedByHand.PARTITIONS.get(partition),
                        mirror.backlog.settled().getOrDefault(FedByHand.PARTITIONS.get(partition), 0L));
            case 10 -> {
                if (random.nextBoolean()) {
                    mirror.heads.quarantine(table, "a test");
                    mirror.feed.stopped(table);
                } else {
                    mirror.coverage.release(table);
                    mirror.later(Duration.ofMinutes(1));
                    watermark(2); // without one for minutes, looks fail
                }
            }
            default ->
                mirror.look().forEach(window -> {
                    if (random.nextInt(4) > 0 && mirror.coverage.reason(window.table()) == null) {
                        land(window);
                    } else {
                        mirror.follower.failed(window.table());
                    }
                });
        }
    }

    private void row(int partition, TableId table, Random random) {
        now += 1 + random.nextInt(3);
        sent.computeIfAbsent(table, any -> new TreeMap<>()).put(now, ++rows + "@" + now);
        send(partition, Messages.insert(now, table.table(), rows));
    }

    /** To one partition, or to both. */
    private void watermark(int partition) {
        now++;
        for (int i = 0; i < 2; i++) {
            if (partition == 2 || partition == i) {
                send(i, Messages.watermark(now));
            }
        }
    }

    private void send(int partition, byte[] message) {
        messages.get(partition).add(message);
        mirror.send(partition, message);
    }

    private void land(FeedWindow window) {
        landed.computeIfAbsent(window.table(), any -> new ArrayList<>()).addAll(WindowRows.of(window));
        mirror.landed(window);
        mirror.follower.landed(window.table(), Map.of());
    }
}
