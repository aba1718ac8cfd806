package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.ADDITIVE;
import static io.tidbmirror.feed.FeedVersion.Step.FIRST;
import static io.tidbmirror.feed.FeedVersion.Step.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Projection.Read;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What statements tell of a table that its schema files do not: virtual and hidden columns, labels. */
class KnowledgeOfStatementsTest extends TableVersions {
    private static final String REQUIRED = ", \"ColumnNullable\": \"false\"";

    @Test
    void virtualColumnsAreNotLandedAndStayKnownInLaterVersions() throws IOException {
        String create = "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`id`*2) VIRTUAL,`a` INT)";
        SchemaText.of("t", 1)
                .ddl(3, create)
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 2).key("id").column("v", "INT").column("a", "INT").in(store);
        SchemaText.of("t", 3)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` INT")
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);
        SchemaText.of("t", 4)
                .ddl(6, "ALTER TABLE `t` DROP COLUMN `v`")
                .key("id")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);

        TableFeed table = table("t");

        assertThat(table.problem()).isNull();
        assertThat(table.versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME, ADDITIVE, SAME);
        assertThat(table.versions())
                .extracting(TableVersions::columns)
                .containsExactly(
                        List.of("id", "a"), List.of("id", "a"), List.of("id", "a", "b"), List.of("id", "a", "b"));
    }

    @Test
    void hiddenColumnsOfIndexesOverExpressionsAreNotLanded() throws IOException {
        String create = "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` INT,INDEX `i`((`a`+1)))";
        SchemaText.of("t", 1)
                .ddl(3, create)
                .key("id")
                .column("a", "INT")
                .column("_V$_i_0", "BIGINT")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(7, "ALTER TABLE `t` ADD INDEX `j`((LOWER(`a`)))")
                .key("id")
                .column("a", "INT")
                .column("_V$_i_0", "BIGINT")
                .column("_V$_j_0", "VARCHAR")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(8, "ALTER TABLE `t` DROP INDEX `i`")
                .key("id")
                .column("a", "INT")
                .column("_V$_j_0", "VARCHAR")
                .in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME, SAME);
        assertThat(table("t").versions()).extracting(TableVersions::columns).containsOnly(List.of("id", "a"));
    }

    @Test
    void aColumnThatWasThereIsNotAddedAgain() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`id`) VIRTUAL,`a` INT)")
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(
                        61,
                        "ALTER TABLE `t` ADD COLUMN IF NOT EXISTS `a` INT DEFAULT 5, ADD COLUMN IF NOT EXISTS `v` INT,"
                                + " ADD COLUMN IF NOT EXISTS `b` INT, DROP COLUMN IF EXISTS `x`")
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, ADDITIVE);
        assertThat(columns(versions.get(1))).containsExactly("id", "a", "b");
        assertThat(projection(versions.get(0), versions.get(1)).origins().get(1))
                .isInstanceOf(Read.class);
    }

    @Test
    void aCopyOfATableInheritsWhatIsKnownOfIt() throws IOException {
        String create =
                "CREATE TABLE `o` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`id`*2) VIRTUAL,`e` ENUM('x','y'))";
        SchemaText.of("o", 1)
                .ddl(3, create)
                .key("id")
                .column("v", "INT")
                .column("e", "ENUM")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(3, "CREATE TABLE `t` LIKE `o`")
                .key("id")
                .column("v", "INT")
                .column("e", "ENUM")
                .in(store);

        List<Column> columns = table("t").versions().get(0).schema().columns();

        assertThat(columns).extracting(Column::name).containsExactly("id", "e");
        assertThat(columns.get(1).type().elements()).containsExactly("x", "y");
    }

    @Test
    void aCopyOfOneOfSeveralTablesIsNotGuessed() throws IOException {
        for (String schema : List.of("s", "f")) {
            String key = schema.equals("s") ? "`b`" : "`id`";
            SchemaText.of(schema, "o", 1)
                    .ddl(3, "CREATE TABLE `o` (`id` INT NOT NULL,`b` INT NOT NULL,UNIQUE(" + key + "))")
                    .column("id", "INT", REQUIRED)
                    .column("b", "INT", REQUIRED)
                    .in(store);
        }
        copy("c", 2, "CREATE TABLE `c` LIKE `o`");
        copy("t", 3, "CREATE TABLE `s`.`t` LIKE `o`");

        assertThat(table("c").versions().get(0).schema().keyNames()).containsExactly("b");
        assertThat(table("t").problem().message()).contains("copies the table o", "s.o", "f.o");
    }

    private void copy(String table, long version, String statement) {
        SchemaText.of(table, version)
                .ddl(3, statement)
                .column("id", "INT", REQUIRED)
                .column("b", "INT", REQUIRED)
                .in(store);
    }

    @Test
    void labelsOfTheSchemaFileComeBeforeThoseOfTheStatement() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (broken")
                .key("id")
                .column("e", "ENUM", ", \"ColumnElems\": [\"q\"]")
                .in(store);

        assertThat(table("t").versions().get(0).schema().columns().get(1).type().elements())
                .containsExactly("q");
    }

    @Test
    void aStatementThatIsNeededAndNotUnderstoodStopsTheTable() throws IOException {
        SchemaText.of("t", 5)
                .ddl(3, "CREATE TABLE `t` (broken")
                .key("id")
                .column("e", "ENUM")
                .in(store);

        assertThat(table("t").versions()).as("csv has labels in its rows").hasSize(1);
        TableFeed canalJson = table("t", DefaultFeed.options("json"));
        assertThat(canalJson.versions()).isEmpty();
        assertThat(canalJson.problem().version()).isEqualTo(5);
        assertThat(canalJson.problem().message()).contains("s.t", "version 5", "CREATE TABLE `t` (broken");
    }
}
