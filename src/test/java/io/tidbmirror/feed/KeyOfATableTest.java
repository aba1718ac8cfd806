package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which columns identify the rows of a table, and what becomes of it when they change. */
class KeyOfATableTest extends TableVersions {
    @Test
    void aStatementThatWouldTellNoMoreThanTheOrderOfTheKeyNeedNotBeUnderstood() throws IOException {
        String create = "CREATE TABLE `t` (`a` INT,%s`b` INT,PRIMARY KEY(`b`, `a`)) STATS_BUCKETS = 10";
        SchemaText.of("t", 1).ddl(3, create.formatted("")).key("a").key("b").in(store);
        SchemaText.of("u", 1)
                .ddl(3, create.formatted("`v` INT GENERATED ALWAYS AS(`a`) VIRTUAL,"))
                .key("a")
                .column("v", "INT")
                .key("b")
                .in(store);

        assertThat(table("t").versions().get(0).schema().keyNames()).containsExactly("a", "b");
        assertThat(table("u").problem().message()).contains("STATS_BUCKETS");
    }

    @Test
    void thePrimaryKeyHasTheOrderOfTheStatement() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`a` INT,`b` INT,PRIMARY KEY(`b`, `a`))")
                .key("a")
                .key("b")
                .in(store);

        assertThat(table("t").versions().get(0).schema().keyNames()).containsExactly("b", "a");
    }

    @Test
    void withoutAPrimaryKeyTheFirstUniqueKeyWithoutNullsIsTheKey() throws IOException {
        inColumns(
                SchemaText.of("t", 1)
                        .ddl(
                                3,
                                "CREATE TABLE `t` (`a` INT,`b` INT NOT NULL,`c` INT NOT NULL,UNIQUE `x`(`a`),UNIQUE `y`(`c`, `b`),UNIQUE `z`(`b`))"));
        inColumns(SchemaText.of("t", 2).ddl(8, "ALTER TABLE `t` DROP INDEX `z`"));
        inColumns(SchemaText.of("t", 3).ddl(8, "DROP INDEX `Y` ON `t`"));

        TableFeed table = table("t");

        assertThat(table.versions())
                .extracting(version -> version.schema().keyNames())
                .containsExactly(List.of("c", "b"), List.of("c", "b"));
        assertThat(table.problem().version()).isEqualTo(3);
    }

    @Test
    void whereDeletesHoldTheHandleAloneTheKeyIsTheHandleThatTiCdcTakes() throws IOException {
        inColumns(
                SchemaText.of("t", 1)
                        .ddl(
                                3,
                                "CREATE TABLE `t` (`a` INT,`b` INT NOT NULL,`c` INT NOT NULL,UNIQUE `x`(`a`),UNIQUE `y`(`c`, `b`),UNIQUE `z`(`c`),UNIQUE `w`(`b`))"));

        assertThat(table("t", options("json", false, true))
                        .versions()
                        .get(0)
                        .schema()
                        .keyNames())
                .containsExactly("c");
    }

    @Test
    void aUniqueKeyThatWentWhileThereWasAPrimaryKeyIsNoKeyOnceThatGoesToo() throws IOException {
        String primary = ", \"ColumnNullable\": \"false\", \"ColumnIsPk\": \"true\"";
        inColumns(SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`a` INT,`b` INT NOT NULL,`c` INT NOT NULL,UNIQUE `y`(`b`, `c`))"));
        for (String statement : List.of("32 ADD PRIMARY KEY(`b`, `c`)", "8 DROP INDEX `y`")) {
            SchemaText.of("t", statement.startsWith("32") ? 2 : 3)
                    .ddl(
                            Integer.parseInt(statement.split(" ")[0]),
                            "ALTER TABLE `t` " + statement.split(" ", 2)[1])
                    .column("a", "INT")
                    .column("b", "INT", primary)
                    .column("c", "INT", primary)
                    .in(store);
        }
        inColumns(SchemaText.of("t", 4).ddl(33, "ALTER TABLE `t` DROP PRIMARY KEY"));

        assertThat(table("t").versions()).hasSize(3);
        assertThat(table("t").problem().message()).contains("version 4", "no primary key");
    }

    @Test
    void withoutAnyKeyTheMessageSaysWhatToSetAndSettingItHelps() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`a` INT,`b` INT)")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);

        assertThat(table("t").problem().message()).contains("set tables.s.t.key-columns");
        assertThat(table("t", keyColumns("b")).versions().get(0).schema().keyNames())
                .containsExactly("b");
        assertThat(table("t", keyColumns("x")).problem().message())
                .contains("tables.s.t.key-columns names x")
                .contains("a,b");
    }

    private static FeedOptions keyColumns(String column) {
        return DefaultFeed.options(
                "csv",
                DateSeparator.NONE,
                true,
                ZeroDate.NULL,
                table -> table.equals(new TableId("s", "t")) ? List.of(column) : List.of(),
                table -> true,
                TableShard.WHOLE);
    }

    @Test
    void aKeyOfTheSameColumnsInAnotherOrderIsBuiltAgain() throws IOException {
        String columns = "(`a` INT NOT NULL,`b` INT NOT NULL,UNIQUE KEY `k` (`a`,`b`))";
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` " + columns)
                .column("a", "INT", ", \"ColumnNullable\": \"false\"")
                .column("b", "INT", ", \"ColumnNullable\": \"false\"")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(32, "ALTER TABLE `t` ADD PRIMARY KEY (`b`,`a`) NONCLUSTERED")
                .key("a")
                .key("b")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions)
                .extracting(version -> version.schema().keyNames())
                .first()
                .isEqualTo(List.of("a", "b"));
        assertThat(table("t").problem()).isNull();
        assertThat(versions.get(1).schema().keyNames()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anotherKeyStopsTheTable() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(61, "ALTER TABLE `t` DROP PRIMARY KEY, ADD PRIMARY KEY (`a`)")
                .column("id", "INT")
                .key("a")
                .in(store);

        assertThat(table("t").problem().message()).contains("the key changes from [id] to [a]");
    }

    /** Columns a, b and c, of which the first may be NULL. */
    private void inColumns(SchemaText text) {
        String notNull = ", \"ColumnNullable\": \"false\"";
        text.column("a", "INT")
                .column("b", "INT", notNull)
                .column("c", "INT", notNull)
                .in(store);
    }
}
