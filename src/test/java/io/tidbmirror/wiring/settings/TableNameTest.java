package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableNameTest {
    private static final List<TableId> KNOWN = List.of(
            new TableId("shop", "book"),
            new TableId("shop", "a.b"),
            new TableId("x.y", "z"),
            new TableId("x", "y.z"),
            new TableId("`", "q"));

    @ParameterizedTest
    @CsvSource({
        "shop.book, shop, book",
        "`shop`.book, shop, book",
        "shop.a.b, shop, a.b",
        "shop.`a.b`, shop, a.b",
        "`x.y`.z, x.y, z",
        "x.`y.z`, x, y.z",
        "````.q, `, q",
        "`.q, `, q",
    })
    void namesWithDotsStandInBackQuotesWhereTheyMust(String text, String schema, String table) {
        assertThat(new TableName(text).among(KNOWN, "here")).isEqualTo(new TableId(schema, table));
    }

    @Test
    void aNameThatTwoTablesHaveIsRefused() {
        assertThatThrownBy(() -> new TableName("x.y.z").among(KNOWN, "here"))
                .isInstanceOf(FatalException.class)
                .hasMessage("more than one table is called x.y.z: put names with dots in back-quotes");
    }

    @Test
    void aNameThatNoTableHasIsRefused() {
        assertThatThrownBy(() -> new TableName("shop.Book").among(KNOWN, "here"))
                .isInstanceOf(FatalException.class)
                .hasMessage("no table shop.Book in here");
    }
}
