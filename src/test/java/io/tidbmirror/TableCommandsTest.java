package io.tidbmirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.wiring.Mirror;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on tables and the mirror itself, one after the other, on the bookshop as TiCDC wrote it. */
class TableCommandsTest {
    private static final Variant FEED = GoldenCorpus.open().variant("classic", "bookshop", "csv-recommended");
    private static final String TABLE = "bookshop.books";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aRemovedTableStaysAwayUntilItIsReleasedAndThenLandsWhole() throws IOException {
        assertThat(execute("run")).isZero();
        assertThat(execute("verify")).as("%s", out).isZero();
        String landed = status();
        assertThat(execute("table", "remove", TABLE)).isEqualTo(2);
        assertThat(err.toString()).contains("add --yes");
        assertThat(status()).isEqualTo(landed);

        assertThat(execute("table", "remove", TABLE, "--yes")).isZero();
        assertThat(folder()).doesNotExist();
        assertThat(execute("run")).isZero();
        assertThat(folder()).doesNotExist();
        assertThat(status()).contains("\"state\":\"DROPPED\"").contains("\"files\":0,\"rows\":0");
        assertThat(execute("verify")).isZero();

        assertThat(execute("table", "release", TABLE)).isEqualTo(2);
        assertThat(err.toString()).contains("--set feed.complete=true");
        assertThat(execute("table", "release", TABLE, "--set", "feed.complete=true"))
                .isZero();
        assertThat(execute("run")).isZero();
        assertThat(status()).isEqualTo(landed.replace("\"generation\":1", "\"generation\":2"));
        assertThat(execute("verify")).as("%s", out).isZero();
    }

    @Test
    void aTableIsBuiltAgainOnRequestWhatEverIsLanded() throws IOException {
        execute("run");
        String landed = status();

        assertThat(execute("table", "rebuild", TABLE)).as("%s", err).isZero();
        assertThat(out.toString())
                .contains("The mirror builds bookshop.books again, from the changefeed since \"CREATE TABLE");
        assertThat(status()).as("nothing is touched yet").isEqualTo(landed);
        assertThat(execute("run")).isZero();
        assertThat(status()).matches("(?s).*\"books\"[^}]*\"generation\":2.*").isNotEqualTo(landed);
        assertThat(execute("verify")).as("%s", out).isZero();

        Files.delete(newestFile());
        assertThat(execute("run")).isEqualTo(4);
        assertThat(out.toString()).contains("(command: table rebuild)");
        assertThat(execute("table", "rebuild", TABLE)).as("%s", err).isZero();
        assertThat(execute("run")).as("%s", out).isZero();
        assertThat(execute("verify")).as("%s", out).isZero();

        execute("table", "remove", TABLE, "--yes");
        assertThat(execute("table", "rebuild", TABLE)).isEqualTo(2);
        assertThat(err.toString()).contains("table bookshop.books is DROPPED: table release lands it again");
    }

    private Path newestFile() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    void aTableWithoutAWholeSourceIsNotBuiltAgain() throws IOException {
        execute("run");
        String landed = status();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));

        assertThat(execute("table", "rebuild", TABLE, "--set", "feed.location=" + elsewhere))
                .isEqualTo(2);
        assertThat(err.toString()).contains("table bookshop.books is not in");
        assertThat(execute("table", "rebuild", TABLE, "--set", "mirror.mode=positioned"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("mirror.mode=resolved");
        assertThat(status()).isEqualTo(landed);
    }

    @Test
    void aTableOfTheFeedIsMadeBeforeItsFirstRows() throws IOException {
        assertThat(execute("table", "create", "`bookshop`.books")).as("%s", err).isZero();
        assertThat(out.toString()).contains("bookshop.books lands in bookshop.schema/books, key id.");
        assertThat(folder().resolve("_metadata.json")).content().contains("\"keyColumns\":[\"id\"]");
        assertThat(directory.resolve("zone/_partnerEvents.json")).exists();
        assertThat(execute("verify")).as("%s", out).isZero();
        Map<String, FileTime> made = files();

        assertThat(execute("table", "create", TABLE)).isZero();
        assertThat(files().keySet()).isEqualTo(made.keySet());
        assertThat(execute("run")).isZero();
        assertThat(execute("verify")).as("%s", out).isZero();
    }

    @Test
    void aTableThatTheFeedDoesNotKnowIsNotMade() {
        assertThat(execute("table", "create", "bookshop.none")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("tidb-mirror: no table bookshop.none in ")
                .contains("tables.include");
        assertThat(directory.resolve("zone")).doesNotExist();
    }

    @Test
    void aDroppedTableIsNotMadeBeforeItIsReleased() {
        execute("table", "create", TABLE);
        execute("table", "remove", TABLE, "--yes");

        assertThat(execute("table", "create", TABLE)).isEqualTo(2);
        assertThat(err.toString()).contains("bookshop.books is DROPPED");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void verifyTellsWhatIsWrongAndChangesNothing() throws IOException {
        assertThat(execute("verify")).isZero();
        assertThat(files()).isEmpty();
        execute("run");
        Path first = folder().resolve("00000000000000000001.parquet");
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] = 'X';
        Files.write(first, bytes);
        Map<String, FileTime> before = files();

        assertThat(execute("verify")).isEqualTo(4);
        assertThat(out.toString())
                .contains(
                        "table bookshop.books: bookshop.schema/books/00000000000000000001.parquet: it does not end like")
                .contains("to do: ");
        assertThat(execute("verify", "--json")).isEqualTo(4);
        assertThat(out.toString())
                .contains(
                        "\"findings\":[{\"schema\":\"bookshop\",\"table\":\"books\",\"path\":\"bookshop.schema/books/");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void verifyWithAnotherFormatThanThatOfTheMirrorTakesNoFileForAStrangers() {
        execute("run");

        assertThat(execute("verify", "--set", "landing.format=csv")).isEqualTo(4);
        assertThat(out.toString())
                .contains("landed with the configuration \"parquet\" and this command has \"csv\"")
                .contains("findings: 1.");
    }

    @Test
    void aLandingZoneWithoutItsStateOrTheOtherWayRoundIsFound() throws IOException {
        execute("run");
        Files.move(directory.resolve("zone"), directory.resolve("elsewhere"));
        assertThat(execute("verify")).isEqualTo(4);
        assertThat(out.toString()).contains("the landing zone is gone");
        assertThat(directory.resolve("zone")).doesNotExist();

        Files.move(directory.resolve("elsewhere"), directory.resolve("zone"));
        Files.move(directory.resolve("zone-state"), directory.resolve("elsewhere"));
        assertThat(execute("verify")).isEqualTo(4);
        assertThat(out.toString()).contains("it holds tables and there is no state");
    }

    private Path folder() {
        return directory.resolve("zone/bookshop.schema/books");
    }

    private String status() {
        int before = out.getBuffer().length();
        assertThat(execute("status", "--json")).isZero();
        return out.getBuffer().substring(before).replaceAll("\"lag_seconds\":[0-9]+", "");
    }

    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private int execute(String... arguments) {
        List<String> line = new ArrayList<>();
        FEED.toProperties().forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
        for (String set : List.of(
                "feed.location=" + FEED.sink(), "landing.zone=" + directory.resolve("zone"), "mirror.once=true")) {
            line.addAll(List.of("--set", set));
        }
        line.addAll(List.of(arguments));
        Surroundings surroundings = new Surroundings(directory, name -> null, new Properties(), new Mirror());
        return Main.run(
                surroundings, new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    }
}
