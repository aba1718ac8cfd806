package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that is older than the export, and not in it, has rows that nobody would miss: it stops before anything of it is landed. */
class TablesThatAnExportLacksTest extends LogAndExport {
    private static final String FOLDER_OF_U = "s.schema/u";

    @BeforeEach
    void anExportOfTableT() {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        export(
                250,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(10), PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,\"x\"");
    }

    private Head headOfU(long version, int type, String query) throws IOException {
        schema("u", version, type, query, TEXT_COLUMN);
        rows("u", version, "I 310 7,\"y\"");
        checkpoint(400);
        withExport().advance();
        return mirror().heads().stream()
                .filter(head -> head.table().table().equals("u"))
                .findFirst()
                .orElseThrow();
    }

    /** A version without a statement is what a row opens, be it the first one behind a restart of TiCDC. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200;  0; ''",
                "300;  0; ''",
                "300;  5; ALTER TABLE `u` ADD COLUMN `a` VARCHAR(10)",
                "300; 17; ALTER TABLE `u` COMMENT = 'x'"
            })
    void aTableThatTheChangefeedDidNotSeeBeginStops(long version, int type, String query) throws IOException {
        Head head = headOfU(version, type, query);

        assertThat(head.status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head.standing().reason()).contains("s.u exists at the TSO of the export", "export it too");
        assertThat(head.progress().seq()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"300;  3; CREATE TABLE `u` (`id` INT PRIMARY KEY,`a` VARCHAR(10))", "300; 11; TRUNCATE TABLE `u`"})
    void aTableThatBeginsBehindTheExportIsLanded(long version, int type, String query) throws IOException {
        Head head = headOfU(version, type, query);

        assertThat(head.status()).isEqualTo(Head.Status.ACTIVE);
        assertThat(folded(FOLDER_OF_U)).isEqualTo(Map.of("7", "{a=y}"));
    }

    @ParameterizedTest
    @CsvSource({"3, ACTIVE", "0, QUARANTINED"})
    void aRenamedTableIsAsOldAsTheOneItWas(int type, Head.Status status) throws IOException {
        schema("v", 290, type, type == 0 ? "" : "CREATE TABLE `v` (`id` INT PRIMARY KEY,`a` VARCHAR(10))", TEXT_COLUMN);

        Head head = headOfU(300, 14, "RENAME TABLE `s`.`v` TO `s`.`u`");

        assertThat(head.status()).as(head.standing().reason()).isEqualTo(status);
        assertThat(head.standing().reason().contains("export it too")).isEqualTo(type == 0);
    }
}
