package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ChangeLogs;
import io.tidbmirror.oracle.LandingReader;
import io.tidbmirror.oracle.ParquetJavaReader;
import io.tidbmirror.oracle.TableOracle;
import io.tidbmirror.oracle.TableTruth;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every value of every column type at every commit-ts, as DuckDB and as parquet-java see it: the type promised in
 * docs/types.md, and the value TiDB had, without tolerance.
 */
class EveryTypeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "classic, csv-recommended, NULL",
        "classic, json-content, TEXT",
        "new, csv-odd, TEXT",
        "new, json-ext, NULL"
    })
    void isReadBackExactlyByTwoReaders(String architecture, String name, ZeroDates zeroDates)
            throws IOException, SQLException {
        Variant variant = GoldenCorpus.open().variant(architecture, "types", name);
        Mirror mirror = new Mirror(folder, variant.sink(), variant.toProperties())
                .with("landing.zero-date", zeroDates.name().toLowerCase(Locale.ROOT));
        mirror.run();
        Map<Name, JsonNode> status = mirror.status();
        Map<Name, TableTruth> truth = ChangeLogs.of(variant.scenario(), false);
        assertThat(truth).hasSize(7);
        List<String> wrong = new ArrayList<>();
        try (LandingReader duck = new LandingReader()) {
            for (TableTruth table : truth.values()) {
                Path landed = mirror.zone()
                        .resolve(status.get(table.name()).get("folder").asText());
                TableOracle.differences(duck.read(landed), table, zeroDates, true)
                        .forEach(difference -> wrong.add("DuckDB, " + table.name() + ": " + difference));
                TableOracle.differences(ParquetJavaReader.read(landed), table, zeroDates, true)
                        .forEach(difference -> wrong.add("parquet-java, " + table.name() + ": " + difference));
            }
        }
        assertThat(wrong).isEmpty();
    }
}
