package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.REBUILD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tables whose names change, and what of their rows goes along. */
class RenamedTablesTest extends TableVersions {
    /** The schema file of a renamed table: {@code e.n} at version 2. */
    private void renamed(String query) {
        SchemaText.of("e", "n", 2).ddl(14, query).key("id").column("a", "INT").in(store);
    }

    /** A table of {@code s} gets another name there. */
    private void renamed(String from, String to, long version) {
        String query = "RENAME TABLE `s`.`" + from + "` TO `s`.`" + to + "`";
        SchemaText.of(to, version).ddl(14, query).key("id").column("a", "INT").in(store);
    }

    private List<TableFeed> tables() throws IOException {
        return DefaultFeed.reader(store, DefaultFeed.options("csv")).poll().tables();
    }

    @Test
    void aRenamedTableTakesItsLineageAlongAlsoWithoutASchemaName() throws IOException {
        created(1).in(store);
        store.put("s/t/1/CDC000001.csv", "row");
        renamed("RENAME TABLE `t` TO `e`.`n`");

        TableFeed renamed = tables().get(0);
        TableFeed old = tables().get(1);

        assertThat(old.ends()).extracting(TableEnd::version).containsExactly(2L);
        assertThat(renamed.table()).isEqualTo(new TableId("e", "n"));
        assertThat(renamed.versions()).extracting(FeedVersion::step).containsExactly(REBUILD);
        assertThat(renamed.versions().get(0).lineage())
                .extracting(version -> version.schema().table().toString())
                .containsExactly("s.t", "e.n");
        assertThat(renamed.files()).extracting(FeedFile::name).containsExactly("s/t/1/CDC000001.csv");
    }

    @Test
    void aTableThatIsLeftOutStillTellsTheLineageOfOneThatIsNot() throws IOException {
        created(1).in(store);
        store.put("s/t/1/CDC000001.csv", "row");
        renamed("RENAME TABLE `s`.`t` TO `e`.`n`");
        FeedOptions options = DefaultFeed.options(
                "csv",
                DateSeparator.NONE,
                true,
                ZeroDate.NULL,
                table -> List.of(),
                table -> table.schema().equals("e"),
                TableShard.WHOLE);

        List<TableFeed> tables = DefaultFeed.reader(store, options).poll().tables();

        assertThat(tables).extracting(TableFeed::table).containsExactly(new TableId("e", "n"));
        assertThat(tables.get(0).files()).hasSize(1);
    }

    @Test
    void aRenameOfOneOfSeveralTablesStopsAllThatItMayMean() throws IOException {
        created(1).in(store);
        String other = created(1).json().replace("\"Schema\": \"s\"", "\"Schema\": \"f\"");
        store.put(SchemaText.path("f/t", 1, other), other);
        renamed("RENAME TABLE `t` TO `e`.`n`");

        assertThat(tables()).allSatisfy(table -> assertThat(table.problem().version())
                .as(table.toString())
                .isEqualTo(2));
    }

    @Test
    void aNameWithoutASchemaMayStandForATableOfAnyThatHasTheColumns() throws IOException {
        created(1).in(store);
        String moved = "RENAME TABLE `t` TO `s`.`n`";
        SchemaText old = SchemaText.of("e", "t", 1).ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`z` INT)");
        old.key("id").column("z", "INT").in(store);
        SchemaText.of("s", "n", 2).ddl(14, moved).key("id").column("z", "INT").in(store);

        assertThat(table("n").versions().get(0).lineage())
                .extracting(version -> version.schema().table().toString())
                .containsExactly("e.t", "s.n");
        assertThat(tables())
                .filteredOn(feed -> feed.table().equals(new TableId("s", "t")))
                .allSatisfy(feed -> assertThat(feed.ends()).isEmpty());

        String besides = "RENAME TABLE `t` TO `m`";
        SchemaText.of("s", "m", 3).ddl(14, besides).key("id").column("a", "INT").in(store);
        assertThat(table("m").versions()).extracting(FeedVersion::step).containsExactly(REBUILD);
    }

    @Test
    void aNameThatLivesOnlyWithinAStatementIsNoTable() throws IOException {
        String all = "RENAME TABLE `s`.`t` TO `s`.`tmp`, `s`.`u` TO `s`.`t`, `s`.`tmp` TO `s`.`u`";
        created(1).in(store);
        SchemaText.of("u", 1)
                .ddl(3, "CREATE TABLE `u` (`x` INT PRIMARY KEY)")
                .key("x")
                .in(store);
        SchemaText.of("tmp", 2).ddl(14, all).key("id").column("a", "INT").in(store);
        SchemaText.of("u", 2).ddl(14, all).key("id").column("a", "INT").in(store);
        SchemaText.of("t", 2).ddl(14, all).key("x").in(store);

        assertThat(columns(table("t").versions().get(1))).containsExactly("x");
        assertThat(columns(table("u").versions().get(1))).containsExactly("id", "a");
        assertThat(table("u").versions().get(1).lineage())
                .extracting(version -> version.schema().table().table())
                .containsExactly("t", "u");
        assertThat(table("tmp").versions()).isEmpty();
        assertThat(table("tmp").problem()).isNull();

        SchemaText.of("tmp", 3)
                .ddl(3, "CREATE TABLE `tmp` (`z` INT PRIMARY KEY)")
                .key("z")
                .in(store);
        assertThat(columns(table("tmp").versions().get(0))).containsExactly("z");
    }

    /** {@code t TO u, n TO t}, and a {@code t} that has had no row since the changefeed began; or {@code n TO t, t TO u}. */
    @Test
    void aTableBeforeTheChangefeedIsNotTakenForTheOneThatGetsItsName() throws IOException {
        SchemaText.of("n", 1)
                .ddl(3, "CREATE TABLE `n` (`id` INT PRIMARY KEY,`a` INT)")
                .key("id")
                .column("a", "INT")
                .in(store);
        store.put("s/n/1/CDC000001.csv", "row");
        renamed("t", "u", 2);
        renamed("n", "t", 2);

        for (String name : List.of("t", "u")) {
            assertThat(table(name).versions()).isEmpty();
            assertThat(Objects.requireNonNull(table(name).problem()).message())
                    .contains("a table t of which", "no history");
        }
        assertThat(table("n").ends()).extracting(TableEnd::version).containsExactly(2L);
    }

    @Test
    void tablesThatSwapTheirNamesSwapTheirLineages() throws IOException {
        created(1).in(store);
        SchemaText.of("u", 1)
                .ddl(3, "CREATE TABLE `u` (`x` INT PRIMARY KEY)")
                .key("x")
                .in(store);
        renamed("t", "u", 2);
        SchemaText.of("t", 2)
                .ddl(14, "RENAME TABLE `s`.`u` TO `s`.`t`")
                .key("x")
                .in(store);

        assertThat(columns(table("t").versions().get(1))).containsExactly("x");
        assertThat(before("t")).isEqualTo("u");
        assertThat(before("u")).isEqualTo("t");
    }

    @Test
    void anExchangeStopsTheTableThatTheStatementNames() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2).key("id").column("a", "INT").in(store);
        SchemaText.of("p", 1)
                .ddl(3, "CREATE TABLE `p` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
        SchemaText.of("p", 2)
                .ddl(42, "ALTER TABLE `s`.`p` EXCHANGE PARTITION `p0` WITH TABLE `s`.`t`")
                .key("id")
                .in(store);

        assertThat(table("t").problem().version()).isEqualTo(2);
        assertThat(table("t").versions()).hasSize(1);
    }

    /** The name under which the rows of a renamed table began. */
    private String before(String table) throws IOException {
        return table(table).versions().get(1).lineage().get(0).schema().table().table();
    }
}
