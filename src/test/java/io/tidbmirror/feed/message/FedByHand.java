package io.tidbmirror.feed.message;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.DefaultFeed;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.feed.FeedWindow;
import io.tidbmirror.feed.FollowRules;
import io.tidbmirror.feed.RebuildRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** Partitions, two of one topic unless others are named, and one process that reads it, without any broker. */
final class FedByHand {
    static final List<Partition> PARTITIONS = List.of(new Partition("t", 0), new Partition("t", 1));

    private final HandMadeTopics topics;
    private final Reading reading;
    private final Map<Partition, Integer> next = new HashMap<>();
    private final Map<Partition, Long> previous = new HashMap<>();
    private final StatementsByHand told;
    private final HandSetClock clock = new HandSetClock();

    final MemoryCoverage coverage;
    final HeldHeads heads;
    final Backlog backlog;
    final Statements statements;
    final MessageFeed feed;
    final FeedFollower follower;

    FedByHand() {
        this(new Reading(Dispatcher.TABLE, false, false));
    }

    FedByHand(Reading reading) {
        this(PARTITIONS, reading);
    }

    private FedByHand(List<Partition> all, Reading reading) {
        this(new HandMadeTopics(all), reading, new MemoryCoverage(), Map.of(), none -> OptionalLong.empty());
    }

    /** Topics with these partitions. */
    static FedByHand of(Partition... all) {
        return new FedByHand(List.of(all), new Reading(Dispatcher.TABLE, false, false));
    }

    private FedByHand(
            HandMadeTopics topics,
            Reading reading,
            MemoryCoverage coverage,
            Map<Partition, Long> committed,
            Function<Partition, OptionalLong> unread) {
        this.topics = topics;
        this.reading = reading;
        this.statements = new Statements(reading.positioned());
        this.told = new StatementsByHand(topics, statements);
        this.coverage = coverage;
        this.heads = new HeldHeads(coverage);
        this.backlog = new Backlog(new Holding(1 << 20, null), "\n", table -> true, reading.positioned());
        this.feed = new MessageFeed(
                backlog, statements, DefaultFeed.options("json"), reading, heads, coverage::heads, topics, clock);
        FollowRules rules =
                new FollowRules(reading.positioned(), false, (bytes, age) -> true, Duration.ZERO, RebuildRules.DEFAULT);
        this.follower = new FeedFollower(feed, feed.watching(heads), rules, clock);
        statements.partitions(topics.all());
        backlog.partitions(topics.all());
        topics.all()
                .forEach(partition -> assign(
                        partition, committed.getOrDefault(partition, Backlog.BEGINNING), unread.apply(partition)));
    }

    /** Whether a run that ends by itself has read all. */
    boolean isReady() {
        try {
            feed.isReady();
            told.read();
            for (Partition partition : topics.all()) {
                read(partition);
            }
            return feed.isReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The brokers tell the ends of all partitions. */
    FedByHand tellEnds() {
        backlog.ends(topics.ends());
        return this;
    }

    /** The next process, from committed offsets. */
    FedByHand restarted(Map<Partition, Long> committed) {
        return new FedByHand(topics, reading, coverage, committed, backlog::unread);
    }

    /** A process of the same group with a new landing zone. */
    FedByHand elsewhere() {
        return new FedByHand(topics, reading, new MemoryCoverage(), backlog.settled(), backlog::unread);
    }

    /** The next process, which reads in another way. */
    FedByHand restarted(Reading way) {
        return new FedByHand(topics, way, coverage, backlog.settled(), backlog::unread);
    }

    FedByHand restarted() {
        return restarted(backlog.settled());
    }

    /** Retention has passed so many messages. */
    void expire(int partition, long first) {
        topics.expire(topics.partition(partition), first);
    }

    /** The topic is deleted and made again, without messages; its id tells. */
    FedByHand makeAgain(String id) {
        topics.empty();
        return named(id);
    }

    /** The brokers tell an id of the topic. */
    FedByHand named(String id) {
        return named("t", id);
    }

    /** The brokers tell an id of a topic. */
    FedByHand named(String name, String id) {
        topics.name(name, id);
        return this;
    }

    /** The topic of a partition, its only one, is deleted. */
    void delete(int partition) {
        topics.delete(topics.partition(partition));
        backlog.revoked(topics.partition(partition));
        tellPartitions();
    }

    /** It comes back as it was. */
    void bringBack(int partition) {
        topics.bringBack(topics.partition(partition));
        tellPartitions();
        assign(topics.partition(partition), 0);
    }

    private void tellPartitions() {
        statements.partitions(topics.all());
        backlog.partitions(topics.all());
    }

    /** The topic has so many partitions; what is known of them was told before. */
    FedByHand partitions(int count) {
        topics.grow("t", count);
        return this;
    }

    void assign(Partition partition, long offset) {
        assign(partition, offset, backlog.unread(partition));
    }

    private void assign(Partition partition, long offset, OptionalLong unread) {
        long beginning = topics.beginning(partition);
        long start = Math.max(offset, beginning);
        next.put(partition, (int) start);
        previous.remove(partition);
        backlog.assigned(partition, offset, beginning, unread);
    }

    FedByHand send(int partition, byte[]... messages) {
        topics.messages(topics.partition(partition)).addAll(List.of(messages));
        return this;
    }

    FedByHand watermark(long ts) {
        topics.all().forEach(partition -> topics.messages(partition).add(Messages.watermark(ts)));
        return this;
    }

    void later(Duration time) {
        clock.pass(time);
    }

    /** Both readers read to the end, then the follower looks; reading goes back where it is asked to. */
    List<FeedWindow> look() {
        try {
            List<FeedWindow> windows = List.of();
            for (int round = 0; round < 3 && windows.isEmpty(); round++) {
                feed.isReady();
                told.read();
                backlog.seeks().forEach(this::assign);
                for (Partition partition : topics.all()) {
                    read(partition);
                }
                windows = follower.poll();
            }
            return windows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks and lands until nothing is left to land; returns the rows by table, and where its folder begins again. */
    Map<TableId, List<String>> land() {
        Map<TableId, List<String>> rows = new TreeMap<>();
        for (List<FeedWindow> windows = look(); !windows.isEmpty(); windows = look()) {
            for (FeedWindow window : windows) {
                List<String> landed = rows.computeIfAbsent(window.table(), any -> new ArrayList<>());
                if (coverage.beginsAgain(window)) {
                    landed.add("again@" + window.base().version());
                }
                landed.addAll(WindowRows.of(window));
                landed(window);
                follower.landed(window.table(), Map.of());
            }
        }
        return rows;
    }

    /** HEAD has what a window lands, and the process knows it. */
    void landed(FeedWindow window) {
        coverage.landed(window);
        heads.distrust(window.table());
    }

    private void read(Partition partition) throws IOException {
        List<byte[]> messages = topics.messages(partition);
        for (int offset = next.get(partition); offset < messages.size(); offset++) {
            Long before = previous.put(partition, (long) offset);
            backlog.fetched(partition, offset, offset + 1);
            backlog.append(new Fetched(
                    partition, offset, before == null ? -1 : before, backlog.tenure(partition), messages.get(offset)));
        }
        next.put(partition, messages.size());
    }
}
