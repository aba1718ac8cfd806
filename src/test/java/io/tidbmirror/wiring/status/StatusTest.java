package io.tidbmirror.wiring.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape of the status is a contract with tools; its fields and their order do not change. */
class StatusTest {
    private final StringWriter out = new StringWriter();

    @Test
    void jsonHasOneObjectForEachTable() throws IOException {
        StatusJson.write(List.of(Tables.landed(), Tables.quarantined()), out);

        assertThat(out)
                .hasToString("{\"tables\":["
                        + "{\"schema\":\"bookshop\",\"table\":\"books\",\"folder\":\"bookshop.schema/books\","
                        + "\"state\":\"ACTIVE\",\"reason\":null,\"generation\":1,\"seq\":3,"
                        + "\"covered\":470612641726596072,\"files\":3,\"rows\":107,\"lag_seconds\":90},"
                        + "{\"schema\":\"bookshop\",\"table\":\"log\",\"folder\":\"bookshop.schema/log\","
                        + "\"state\":\"QUARANTINED\",\"reason\":\"no key: set key-columns\",\"generation\":1,\"seq\":0,"
                        + "\"covered\":0,\"files\":0,\"rows\":0,\"lag_seconds\":null}]}");
    }

    @Test
    void jsonOfNothingIsAnEmptyList() throws IOException {
        StatusJson.write(List.of(), out);

        assertThat(out).hasToString("{\"tables\":[]}");
    }

    @Test
    void inPositionedModeCoveredIsATextAndThereIsNoLag() throws IOException {
        StatusJson.write(List.of(Tables.positioned()), out);

        assertThat(out.toString())
                .contains("\"covered\":\"s/1=1/2026-11-21/7#4 s/2=2//1#9\"")
                .contains("\"lag_seconds\":null");
    }

    @Test
    void aStreamWithoutANameIsToldByItsPlaceAlone() {
        assertThat(Tables.ofOneStream().coveredText()).isEqualTo("a1.csv#end");
    }

    @Test
    void namesOfAnyScriptAreAscii() throws IOException {
        StatusJson.write(List.of(Tables.empty()), out);

        assertThat(out.toString()).contains("\"table\":\"na\\u00EFve\"").contains("\"rows\":0,\"lag_seconds\":90");
    }

    @Test
    void forPeopleThereAreColumnsAndReasonsBelow() {
        StatusTable.print(List.of(Tables.landed(), Tables.quarantined()), new PrintWriter(out));

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                        TABLE           STATE        FILES  ROWS  COVERED             LAG   FOLDER
                        bookshop.books  ACTIVE       3      107   470612641726596072  90 s  bookshop.schema/books
                        bookshop.log    QUARANTINED  0      0     0                   -     bookshop.schema/log

                        bookshop.log is QUARANTINED: no key: set key-columns
                        """);
    }

    @Test
    void aRunEndsWithWhatItLandedAndWhatItLeft() {
        new RunReport(List.of(Tables.landed()), 3, 107, 20).print(new PrintWriter(out));

        assertThat(out.toString())
                .endsWith("Landed 107 rows in 3 files." + System.lineSeparator()
                        + "20 rows at or above the checkpoint: left for a later run." + System.lineSeparator());
    }

    @Test
    void aRunThatLandedNothingSaysSo() {
        new RunReport(List.of(Tables.landed()), 0, 0, 0).print(new PrintWriter(out));

        assertThat(out.toString()).endsWith("Nothing new to land." + System.lineSeparator());
    }

    @Test
    void aQuarantinedTableIsToldAndMakesExitCode4() {
        RunReport report = new RunReport(List.of(Tables.landed(), Tables.quarantined()), 1, 1, 0);
        report.print(new PrintWriter(out));

        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(new RunReport(List.of(Tables.landed()), 1, 1, 0).exitCode()).isZero();
        assertThat(out.toString())
                .contains("bookshop.log is QUARANTINED: no key: set key-columns")
                .contains("Landed 1 row in 1 file.")
                .contains("1 table quarantined: the reasons are above", "table release SCHEMA.TABLE");
    }
}
