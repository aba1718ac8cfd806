package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables are chosen, named and keyed by their names in TiDB, whatever characters these hold. */
class TableSettingsTest {
    @ParameterizedTest(name = "{0} matches {1}.{2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "*.*               | shop  | orders   | true",
                "shop.*            | shop  | orders   | true",
                "shop.*            | shop2 | orders   | false",
                "shop.ord?rs       | shop  | orders   | true",
                "shop.t[0-9]       | shop  | t7       | true",
                "shop.t[!0-9]      | shop  | t7       | false",
                "shop.t[a-z&&b]    | shop  | tc       | true",
                "Shop.ORDERS       | shop  | orders   | true",
                "*.*, !shop.tmp_*  | shop  | tmp_1    | false",
                "!shop.*, shop.keep| shop  | keep     | true",
                "*.*,!a.*,a.b      | a     | b        | true",
                "`a.b`.`c,d`       | a.b   | c,d      | true",
                "`a``b`.c          | a`b   | c        | true",
                "\"x y\".*         | x y   | t        | true",
                "`t*`.t            | ta    | t        | false",
                "/^sh/.*           | shop  | t        | true",
                "/^db\\d{2,}$/./,/ | db42  | a,b      | true",
                "naïve.数据*        | naïve | 数据表     | true",
                "a+b.(c)           | a+b   | (c)      | true",
                "shop.a\\.b        | shop  | a.b      | true",
                "My-Shop.*         | My-Shop | meta   | true",
                "''                | shop  | orders   | false"
            })
    void rulesAreThoseOfTableFilters(String rules, String schema, String table, boolean in) {
        assertThat(parsed(Map.of("tables.include", rules)).selects(new TableId(schema, table)))
                .isEqualTo(in);
    }

    @Test
    void rulesMayStandOnLinesOfTheirOwn() {
        TableSettings tables = parsed(Map.of("tables.include", "shop.*,\n\tsales.orders\t\n"));

        assertThat(tables.selects(new TableId("shop", "items"))).isTrue();
        assertThat(tables.selects(new TableId("sales", "orders"))).isTrue();
    }

    @Test
    void excludedTablesAreOut() {
        TableSettings tables = parsed(Map.of("tables.include", "shop.*", "tables.exclude", "*.tmp*, !shop.tmp_keep"));

        assertThat(tables.selects(new TableId("shop", "orders"))).isTrue();
        assertThat(tables.selects(new TableId("shop", "tmp1"))).isFalse();
        assertThat(tables.selects(new TableId("shop", "tmp_keep"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "shop.",
                ".t",
                "a.b.c",
                "`a.b",
                "a.b c.d",
                "/a.b",
                "a.[b",
                "/(/.t",
                "a.b,,c.d",
                "a.b\\",
                "!"
            })
    void rulesThatAreNoneAreRefused(String rules) {
        assertThatThrownBy(() -> parsed(Map.of("tables.include", rules)))
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("tables.include=" + rules + ": ");
    }

    @Test
    void rulesMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tables.txt");
        Files.writeString(file, "# the shop\nshop.*\n\n  !shop.tmp*\n`a,b`.\"c.d\"\n");
        TableSettings tables = parsed(Map.of("tables.include", "crm.*, @" + file + ", shop.tmp_keep"));

        assertThat(tables.selects(new TableId("crm", "t"))).isTrue();
        assertThat(tables.selects(new TableId("shop", "orders"))).isTrue();
        assertThat(tables.selects(new TableId("shop", "tmp1"))).isFalse();
        assertThat(tables.selects(new TableId("shop", "tmp_keep"))).isTrue();
        assertThat(tables.selects(new TableId("a,b", "c.d"))).isTrue();
        assertThatThrownBy(() -> parsed(Map.of("tables.include", "@" + folder.resolve("none"))))
                .hasMessageContaining("cannot be read");
        Files.writeString(file, "a.b, c.d");
        assertThatThrownBy(() -> parsed(Map.of("tables.include", "@" + file)))
                .hasMessageContaining("tables.txt, \"a.b, c.d\": a line holds more than one rule");
    }

    @Test
    void targetsThatDifferInCaseOnlyAreTheSame() {
        assertThatThrownBy(() -> parsed(Map.of("tables.s.a.target", "x", "tables.s.b.target", "S.X")))
                .hasMessageContaining("have the same target");
    }

    @Test
    void columnsHaveTypesOfTheirOwn() {
        TableSettings tables = parsed(Map.of("tables.shop.`a.b`.columns.`Big,id`.as", "bigint"));

        assertThat(tables.landAs(new TableId("shop", "a.b"))).containsOnly(Map.entry("big,id", LandAs.BIGINT));
        assertThatThrownBy(() -> parsed(Map.of("tables.shop.t.columns.id.as", "int")))
                .hasMessage("tables.shop.t.columns.id.as=int: not one of text, bigint, double, hex");
        assertThatThrownBy(() -> parsed(Map.of("tables.shop.t.id.as", "text")))
                .hasMessageContaining("not tables.<schema>.<table>.columns.<column>.as");
    }

    @Test
    void aTableMayLandUnderAnotherName() {
        TableSettings tables = parsed(Map.of(
                "tables.shop.orders.target", "sales.purchases",
                "tables.shop.lines.target", "purchase_lines",
                "tables.`a.b`.`c=d`.target", "`x.y`.z"));

        assertThat(tables.target(new TableId("shop", "orders"))).isEqualTo(new TableId("sales", "purchases"));
        assertThat(tables.target(new TableId("shop", "lines"))).isEqualTo(new TableId("shop", "purchase_lines"));
        assertThat(tables.target(new TableId("a.b", "c=d"))).isEqualTo(new TableId("x.y", "z"));
        assertThat(tables.target(new TableId("shop", "other"))).isEqualTo(new TableId("shop", "other"));
    }

    @Test
    void keyColumnsAreAListOfNames() {
        TableSettings tables = parsed(Map.of("tables.shop.log.key-columns", "day, `seq,no`"));

        assertThat(tables.keyColumns(new TableId("shop", "log"))).containsExactly("day", "seq,no");
        assertThat(tables.keyColumns(new TableId("shop", "orders"))).isEmpty();
    }

    @Test
    void aTableNamedLikeAKeyIsATable() {
        assertThat(parsed(Map.of("tables.include.exclude.key-columns", "id"))
                        .keyColumns(new TableId("include", "exclude")))
                .containsExactly("id");
    }

    @Test
    void mistakesInKeysOfTablesAreRefused() {
        assertThatThrownBy(() -> parsed(Map.of("tables.a.b.c.target", "x")))
                .hasMessageContaining("put names with dots in back-quotes");
        assertThatThrownBy(() -> parsed(Map.of("tables.shop.t.key-columns", "a,,b")))
                .hasMessage("tables.shop.t.key-columns=a,,b: an empty name");
        assertThatThrownBy(() -> parsed(Map.of("tables.shop.t.key-columns", "a,a")))
                .hasMessage("tables.shop.t.key-columns=a,a: a column is named twice");
        assertThatThrownBy(() -> parsed(Map.of("tables.s.a.target", "x", "tables.s.b.target", "x")))
                .hasMessageContaining("have the same target s.x");
    }

    private static TableSettings parsed(Map<String, String> texts) {
        return Settings.parse(texts).tables();
    }
}
