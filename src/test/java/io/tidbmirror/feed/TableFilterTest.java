package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "*.*               | any  | t       | true",
                "db.*              | db   | t       | true",
                "db.*              | db2  | t       | false",
                "db?.t[1-3]        | db2  | t2      | true",
                "db.t[!1-3]        | db   | t2      | false",
                "DB.T              | db   | t       | true",
                "`db`.\"a.b\"      | db   | a.b     | true",
                "`a``b`.t          | a`b  | t       | true",
                "db.a\\.b          | db   | a.b     | true",
                "My-Shop.*         | My-Shop | meta | true",
                "/^db\\d{2}$/./^t/ | db12 | tab     | true",
                "/^db\\d{2}$/./^t/ | db1  | tab     | false"
            })
    void aRuleMatchesAsInTiDb(String rule, String schema, String table, boolean accepted) {
        assertThat(TableFilter.of(List.of(rule), List.of()).accepts(new TableId(schema, table)))
                .isEqualTo(accepted);
    }

    @Test
    void theLastMatchingRuleDecides() {
        TableFilter filter = TableFilter.of(List.of("*.*", "!db.*", "db.keep"), List.of());

        assertThat(filter.accepts(new TableId("other", "t"))).isTrue();
        assertThat(filter.accepts(new TableId("db", "t"))).isFalse();
        assertThat(filter.accepts(new TableId("db", "keep"))).isTrue();
    }

    @Test
    void excludedTablesAreTakenAwayFromTheIncluded() {
        TableFilter filter = TableFilter.of(List.of("db.*"), List.of("*.tmp_*"));

        assertThat(filter.accepts(new TableId("db", "t"))).isTrue();
        assertThat(filter.accepts(new TableId("db", "tmp_1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "db.", ".t", "db.t.x", "`db.t", "/[/.*", "db.t[a", "db.t\\"})
    void aMalformedRuleIsShown(String rule) {
        assertThatThrownBy(() -> TableFilter.of(List.of(rule), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + rule + "'");
    }

    @Test
    void everyTableBelongsToExactlyOneShard() {
        for (int i = 0; i < 100; i++) {
            TableId table = new TableId("s", "t" + i);
            assertThat(List.of(0, 1, 2))
                    .filteredOn(index -> new TableShard(3, index).owns(table))
                    .hasSize(1);
        }
    }
}
