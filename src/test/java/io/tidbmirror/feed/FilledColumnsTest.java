package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.FIRST;
import static io.tidbmirror.feed.FeedVersion.Step.REBUILD;
import static io.tidbmirror.feed.FeedVersion.Step.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What old rows have in a column that is added. */
class FilledColumnsTest extends TableVersions {
    @Test
    void aColumnAddedWithAValueForOldRowsIsFilledInARebuild() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` INT DEFAULT 7, ADD COLUMN `c` VARCHAR(9) NOT NULL")
                .key("id")
                .column("a", "INT")
                .column("b", "INT", ", \"ColumnDefault\": \"7\"")
                .column("c", "VARCHAR", ", \"ColumnNullable\": \"false\", \"ColumnPrecision\": \"9\"")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(15, "ALTER TABLE `t` ALTER COLUMN `b` SET DEFAULT 8")
                .key("id")
                .column("a", "INT")
                .column("b", "INT", ", \"ColumnDefault\": \"8\"")
                .column("c", "VARCHAR", ", \"ColumnNullable\": \"false\", \"ColumnPrecision\": \"9\"")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, REBUILD, SAME);
        assertThat(projection(versions.get(0), versions.get(2)).origins())
                .filteredOn(Filled.class::isInstance)
                .extracting(origin -> ((Filled) origin).text())
                .as("of the statement that added it, not of a later one")
                .containsExactly("7", "");
        assertThat(versions.get(1).isDoubtful()).isFalse();
    }

    @Test
    void aSetKeepsTheLabelsOfItsStatementUnderAnotherName() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`s` SET('x','y'))")
                .key("id")
                .column("s", "SET")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(12, "ALTER TABLE `t` RENAME COLUMN `s` TO `r`")
                .key("id")
                .column("r", "SET")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions.get(1).schema().columns().get(1).type().elements()).containsExactly("x", "y");
        assertThat(versions.get(1).isDoubtful()).isFalse();
    }

    /** Classic architecture, CSV: only the statement has the labels. */
    @Test
    void anEnumThatIsAddedNotNullIsFilledWithItsFirstLabel() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `e` ENUM('new','old') NOT NULL")
                .key("id")
                .column("a", "INT")
                .column("e", "ENUM", ", \"ColumnNullable\": \"false\"")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(projection(versions.get(0), versions.get(1)).origins())
                .last()
                .isInstanceOfSatisfying(
                        Filled.class, filled -> assertThat(filled.text()).isEqualTo("new"));
        assertThat(versions.get(1).isDoubtful()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01 16:00:00, 2026-01-02 01:00:00",
        "2026-01-01 16:00:00.250, 2026-01-02 01:00:00.25",
        "0000-00-00 00:00:00, 0000-00-00 00:00:00"
    })
    void aTimestampThatIsLandedAsTextIsFilledInTheZoneOfTheRows(String utc, String filled) throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` TIMESTAMP DEFAULT '2026-01-02 01:00:00'")
                .key("id")
                .column("a", "INT")
                .column("b", "TIMESTAMP", ", \"ColumnDefault\": \"" + utc + "\"")
                .in(store);
        FeedOptions tokyo = new FeedOptions(
                new PathLayout("csv", DateSeparator.NONE, true, false),
                new SchemaRules(
                        ZeroDate.NULL,
                        ZoneId.of("Asia/Tokyo"),
                        table -> List.of(),
                        table -> Map.of("b", LandAs.TEXT),
                        false,
                        false),
                table -> true,
                TableShard.WHOLE,
                null);

        assertThat(fill(tokyo)).isEqualTo(filled);
        assertThat(fill(DefaultFeed.options("csv"))).isEqualTo(utc);
    }

    @Test
    void nobodyKnowsATimeThatIsNone() {
        Column column = new Column("b", ColumnType.of(MySqlType.TIMESTAMP), ValueType.of(ValueKind.TEXT), true);

        assertThat(DefaultTime.written(column, "soon", ZoneOffset.UTC)).isNull();
    }

    private String fill(FeedOptions options) throws IOException {
        List<FeedVersion> versions =
                DefaultFeed.reader(store, options).poll().tables().get(0).versions();
        Filled filled =
                (Filled) projection(versions.get(0), versions.get(1)).origins().get(2);
        return filled.text();
    }

    @ParameterizedTest
    @CsvSource({"DATETIME, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP", "VARBINARY(9), x'ff00', \\uFFFD"})
    void aDefaultThatTheSchemaFileDoesNotTellIsDoubtful(String type, String statement, String told) throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` " + type + " DEFAULT " + statement)
                .key("id")
                .column("a", "INT")
                .column("b", type.replaceAll("\\(.*", ""), ", \"ColumnDefault\": \"" + told + "\"")
                .in(store);

        assertThat(table("t").versions().get(1).step()).isEqualTo(REBUILD);
        assertThat(table("t").versions().get(1).isDoubtful()).isTrue();
    }
}
