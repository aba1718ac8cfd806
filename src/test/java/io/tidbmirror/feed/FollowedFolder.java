package io.tidbmirror.feed;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A changefeed's folder in memory, those who follow it, and what they believe is landed. */
abstract class FollowedFolder {
    static final TableId T = new TableId("s", "t");
    static final String FIRST = "s/t/5/2026-01-01/CDC000001.csv";
    static final String SECOND = "s/t/5/2026-01-01/CDC000002.csv";
    final MemoryFeedStore store = new MemoryFeedStore();
    final Tables tables = new Tables();
    final HandSetClock clock = new HandSetClock();

    void create(String table, long version) {
        SchemaText.of(table, version)
                .ddl(3, "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
    }

    void checkpoint(long commitTs) {
        store.put("metadata", "{\"checkpoint-ts\":" + commitTs + "}");
    }

    FeedFollower follower(boolean once) {
        return new FeedFollower(reader(), tables, rules(false, once), clock);
    }

    FeedFollower positioned() {
        return new FeedFollower(reader(), tables, rules(true, true), clock);
    }

    FeedReader reader() {
        return DefaultFeed.reader(store, DefaultFeed.options("csv"));
    }

    static FollowRules rules(boolean positioned, boolean once) {
        return new FollowRules(
                positioned,
                once,
                (bytes, age) -> age.compareTo(Duration.ofSeconds(10)) >= 0,
                Duration.ofMinutes(1),
                RebuildRules.DEFAULT);
    }

    static final class Tables implements Coverage {
        final Map<TableId, Covered> covered = new HashMap<>();
        final Map<TableId, String> stopped = new HashMap<>();
        Map<String, String> hint = Map.of();
        int asked;

        @Nullable
        TableId broken;

        @Nullable
        TableId unreadable;

        @Nullable
        IOException failure;

        @Override
        public Landed of(TableId table) throws IOException {
            asked++;
            if (failure != null) {
                throw failure;
            }
            if (table.equals(broken)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return stopped.containsKey(table)
                    ? null
                    : new Landed(covered.getOrDefault(table, Covered.NOTHING), 0, false, false);
        }

        @Override
        public void drop(TableId table, TableEnd end) {
            if (table.equals(unreadable)) {
                throw new PoisonException("HEAD of " + table + " cannot be read");
            }
            covered.remove(table);
        }

        @Override
        public Map<String, String> hint(TableId table) {
            return hint;
        }

        @Override
        public boolean isBorn(TableId table) {
            return covered.containsKey(table);
        }

        @Override
        public void quarantine(TableId table, String reason) {
            stopped.put(table, reason);
        }
    }
}
