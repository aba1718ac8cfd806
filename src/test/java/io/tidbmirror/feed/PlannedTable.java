package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The next window of table {@code s.t}, whose changefeed is in memory. */
abstract class PlannedTable {
    static final RebuildRules COMPLETE = new RebuildRules(true, true, new SourceProof(true, true));
    final MemoryFeedStore store = new MemoryFeedStore();

    static SchemaText created(long version) {
        return SchemaText.of("t", version)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` INT)")
                .key("id")
                .column("a", "INT");
    }

    static SchemaText renamedColumn(long version) {
        return SchemaText.of("t", version)
                .ddl(12, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`")
                .key("id")
                .column("b", "INT");
    }

    static SchemaText truncated(long version) {
        return SchemaText.of("t", version)
                .ddl(11, "TRUNCATE TABLE `t`")
                .key("id")
                .column("b", "INT");
    }

    static SchemaText retyped(long version, String type) {
        return SchemaText.of("t", version)
                .ddl(12, "ALTER TABLE `t` MODIFY COLUMN `a` " + type)
                .key("id")
                .column("a", type);
    }

    ResolvedPlanner planner(RebuildRules rules, long checkpoint) throws IOException {
        store.put("metadata", "{\"checkpoint-ts\":" + checkpoint + "}");
        TableFeed feed = DefaultFeed.reader(store, DefaultFeed.options("csv"))
                .poll()
                .tables()
                .get(0);
        return new ResolvedPlanner(feed, new ReadLedger(), rules, checkpoint);
    }

    FeedWindow window(Landed landed, long checkpoint) throws IOException {
        FeedPlan plan = planner(COMPLETE, checkpoint).plan(landed);
        assertThat(plan).isInstanceOf(FeedPlan.Go.class);
        return ((FeedPlan.Go) plan).window();
    }

    static String reason(FeedPlan plan) {
        assertThat(plan).isInstanceOf(FeedPlan.Stop.class);
        return ((FeedPlan.Stop) plan).reason();
    }

    static Landed landed(long covered, long base) {
        return new Landed(Covered.below(covered), base, false, false).with(List.of("id", "a"));
    }

    static long base(FeedWindow window) {
        return Objects.requireNonNull(window.base()).version();
    }
}
