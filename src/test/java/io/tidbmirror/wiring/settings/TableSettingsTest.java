package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
