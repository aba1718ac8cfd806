package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A landed table gets another name, and one whose rows the changefeed has not from their beginning takes the old one. */
class NamesThatOtherTablesTakeTest extends LogAndExport {
    @BeforeEach
    void aLandedTable() throws IOException {
        settings.put("feed.complete", "true");
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"");
        checkpoint(150);
        mirror().advance();
        schema("v", 160, 0, "", TEXT_COLUMN);
        rows("v", 160, "I 170 7,\"v\"");
    }

    private void renamed(long first, long second) {
        schema("x", first, 14, "RENAME TABLE `s`.`t` TO `s`.`x`", TEXT_COLUMN);
        schema("t", second, 14, "RENAME TABLE `s`.`v` TO `s`.`t`", TEXT_COLUMN);
    }

    /** The statements may be one; then the checkpoint is never between them. */
    @ParameterizedTest
    @ValueSource(longs = {200, 250, 300})
    void theTableStopsWithoutRowsOfTheOneBefore(long first) throws IOException {
        renamed(first, 300);
        checkpoint(275);
        mirror().advance();
        checkpoint(400);
        for (int i = 0; i < 2; i++) {
            mirror().advance();
            assertThat(headOf("t").status()).isEqualTo(Head.Status.QUARANTINED);
            assertThat(headOf("t").standing().reason()).contains("s.t stops", "`v` TO `s`.`t`", "table rebuild");
            assertThat(zone.list(FOLDER)).isEmpty();
            assertThat(folded("s.schema/x")).isEqualTo(Map.of("1", "{a=x}"));
            mirror().release(TABLE);
        }
    }

    @Test
    void anExportHasTheRowsOfTheOneThatTookTheName() throws IOException {
        renamed(300, 300);
        checkpoint(400);
        mirror().advance();
        export(350, CREATE, "\"id\",\"a\"", "7,\"v\"");

        withExport().rebuild(TABLE);
        withExport().advance();

        assertThat(headOf("t").standing().reason()).isEmpty();
        assertThat(folded()).isEqualTo(Map.of("7", "{a=v}"));
    }

    @ParameterizedTest
    @CsvSource({"landing.on-drop, keep", "landing.on-incompatible-change, quarantine"})
    void whereFoldersStayTheRowsOfTheOneBeforeDo(String key, String value) throws IOException {
        settings.put(key, value);
        renamed(300, 300);
        checkpoint(400);
        mirror().advance();

        assertThat(headOf("t").status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}"));
    }
}
