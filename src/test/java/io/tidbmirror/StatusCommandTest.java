package io.tidbmirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Lander;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at tables, against a real local state. */
class StatusCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void nothingLandedIsAnEmptyListAndNothingIsMade() throws IOException {
        assertThat(execute("status", "--json")).isZero();
        assertThat(out).hasToString("{\"tables\":[]}" + System.lineSeparator());
        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).isEmpty();
        }
    }

    /** As one whose folder this user may not look into. */
    @Test
    void aStateThatCannotBeLookedAtIsNotTakenForOneInWhichNothingIs() throws IOException {
        Path state = Files.createFile(directory.resolve("zone-state"));
        Map<String, String> settings =
                Map.of("landing.zone", directory.resolve("zone").toUri().toString());

        for (String command : new String[] {"status", "verify"}) {
            CommandRun run = CommandRun.of(directory, settings, command);

            assertThat(run.exitCode()).as(run.out()).isEqualTo(3);
            assertThat(run.err()).startsWith("tidb-mirror: ").contains(state.toString());
        }
    }

    @Test
    void forPeopleNothingLandedIsASentence() {
        assertThat(execute("status")).isZero();
        assertThat(out.toString()).startsWith("Nothing has landed in ");
    }

    @Test
    void theStateOfTablesIsReadWithoutAFeedAndWithoutChangingIt() throws IOException {
        quarantine(new TableId("shop", "orders"));
        String before = state();

        assertThat(execute("status", "--json")).isZero();

        assertThat(out.toString())
                .startsWith("{\"tables\":[{\"schema\":\"shop\",\"table\":\"orders\",\"folder\":\"shop.schema/orders\","
                        + "\"state\":\"QUARANTINED\",\"reason\":\"bad row\",\"generation\":1,\"seq\":0,\"covered\":0,");
        assertThat(err.toString()).isEmpty();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aQuarantinedTableIsReleasedByName() throws IOException {
        quarantine(new TableId("shop", "a.b"));

        assertThat(execute("table", "release", "shop.a.b")).isZero();
        assertThat(out.toString()).startsWith("Released shop.a.b");
        assertThat(execute("status", "--json")).isZero();
        assertThat(out.toString()).contains("\"state\":\"ACTIVE\",\"reason\":null");
        assertThat(execute("table", "release", "shop.a.b")).isZero();
        assertThat(out.toString()).contains("is not quarantined: nothing to release");
    }

    @Test
    void aTableNobodyKnowsIsBadUsage() {
        assertThat(execute("table", "release", "shop.none")).isEqualTo(2);
        assertThat(err.toString()).startsWith("tidb-mirror: no table shop.none in ");
        assertThat(execute("table")).isEqualTo(2);
        assertThat(execute("table", "release")).isEqualTo(2);
    }

    @Test
    void aDamagedStateIsOneQuarantinedTableAndTheOthersAreShown() throws IOException {
        quarantine(new TableId("shop", "orders"));
        Files.writeString(directory.resolve("zone-state/shop.book~20s.head"), "not a HEAD");
        Files.writeString(
                directory.resolve("zone-state/shop.pens.head"),
                "{\"etag\":\"01234567-89ab-cdef-0123-456789abcdef\"}\n{\"version\":99}");

        assertThat(execute("status", "--json")).isZero();

        assertThat(out.toString())
                .contains("{\"schema\":\"shop\",\"table\":\"book s\",\"folder\":\"shop.schema/book~20s\","
                        + "\"state\":\"QUARANTINED\",\"reason\":\"HEAD file ")
                .contains("put back its last good version")
                .contains("\"table\":\"orders\"", "bad row")
                .contains("\"table\":\"pens\"", "HEAD object shop.pens has version 99");
    }

    private void quarantine(TableId table) throws IOException {
        Lander lander = LanderOpener.open(
                Settings.parse(Map.of("landing.zone", directory.resolve("zone").toString())));
        lander.quarantine(table, "bad row", "");
    }

    private String state() throws IOException {
        StringBuilder state = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory).sorted()) {
            for (Path file : files.toList()) {
                state.append(file).append(Files.isRegularFile(file) ? Files.readString(file) : "");
            }
        }
        return state.toString();
    }

    private int execute(String... arguments) {
        Surroundings surroundings = new Surroundings(directory, name -> null, new Properties(), (settings, writer) -> {
            throw new AssertionError("the mirror must not run");
        });
        return Main.run(
                surroundings,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.concat(Stream.of("--set", "landing.zone=" + directory.resolve("zone")), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
