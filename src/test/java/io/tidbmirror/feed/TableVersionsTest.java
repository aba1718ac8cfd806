package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.ADDITIVE;
import static io.tidbmirror.feed.FeedVersion.Step.FIRST;
import static io.tidbmirror.feed.FeedVersion.Step.NARROWED;
import static io.tidbmirror.feed.FeedVersion.Step.REBUILD;
import static io.tidbmirror.feed.FeedVersion.Step.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Read;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes of columns make of the versions of a table. */
class TableVersionsTest extends TableVersions {
    @Test
    void droppedColumnsStayInPlaceUntilAColumnIsAdded() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(6, "ALTER TABLE `t` DROP COLUMN `a`")
                .key("id")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `a` INT")
                .key("id")
                .column("a", "INT")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, NARROWED, REBUILD);
        assertThat(projection(versions.get(0), versions.get(2)).origins().get(1))
                .as("the new column is not the old one")
                .isInstanceOf(Filled.class);
    }

    @Test
    void otherColumnsWithoutAStatementStopTheTable() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2).key("id").column("a", "INT").column("b", "INT").in(store);

        assertThat(table("t").problem().message())
                .contains("column b comes from a statement that is not in the changefeed");
    }

    @Test
    void aColumnThatIsMovedIsTheSame() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(12, "ALTER TABLE `t` MODIFY COLUMN `a` INT FIRST")
                .column("a", "INT")
                .key("id")
                .in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME);
    }

    @Test
    void renamedAndRetypedColumnsAreRebuiltFromTheOldValues() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(12, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`")
                .key("id")
                .column("b", "INT")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(12, "ALTER TABLE `t` CHANGE COLUMN `b` `c` BIGINT")
                .key("id")
                .column("c", "BIGINT")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, REBUILD, REBUILD);
        assertThat(projection(versions.get(0), versions.get(2)).origins().get(1))
                .isInstanceOfSatisfying(Read.class, read -> {
                    assertThat(read.column()).isEqualTo(1);
                    assertThat(read.path()).extracting(Column::name).containsExactly("a", "b", "c");
                });
    }

    @Test
    void whereFilesDeclareTheirColumnsOnceEveryOtherColumnNeedsAnotherFolder() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` INT")
                .key("id")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(12, "ALTER TABLE `t` MODIFY COLUMN `b` INT AFTER `id`")
                .key("id")
                .column("b", "INT")
                .column("a", "INT")
                .in(store);
        FeedOptions fixed = options("csv", true, false);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, ADDITIVE, SAME);
        assertThat(DefaultFeed.reader(store, fixed).poll().tables().get(0).versions())
                .extracting(FeedVersion::step)
                .containsExactly(FIRST, REBUILD, REBUILD);
    }
}
