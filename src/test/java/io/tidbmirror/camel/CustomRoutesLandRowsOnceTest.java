package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomRoutesLandRowsOnceTest {
    private static final TableId BOOKS = new TableId("bookshop", "books");
    private static final String CSV_1 = "\"I\",\"books\",\"bookshop\",1,\"Salt, \"\"Pepper\"\"\",9.50\n"
            + "\"I\",\"books\",\"bookshop\",2,\\N,\\N\n";
    private static final String CSV_2 =
            "\"U\",\"books\",\"bookshop\",2,\"two\",1.00\n\"D\",\"books\",\"bookshop\",1,\\N,\\N\n";
    private static final String JSON_1 =
            "{\"type\":\"INSERT\",\"data\":[{\"id\":\"1\",\"title\":\"a\",\"price\":\"9.50\"}]}\n"
                    + "{\"type\":\"DELETE\",\"data\":[{\"id\":\"1\",\"title\":\"a\",\"price\":null}]}\n";

    private static final String NOTE =
            "- onException:\n    exception: [io.tidbmirror.change.FatalException]\n    handled: {constant: true}\n"
                    + "    steps:\n      - setBody: {simple: \"${exception.message}\"}\n      - to: seda:failed\n";

    @TempDir
    Path folder;

    private final FakeLanding landing = new FakeLanding();

    @Test
    void csvFilesLandInOrderAndNotAgainAfterAStart() throws Exception {
        write("CDC01.csv", CSV_1);
        landUntil("custom-csv", "CDC01.csv", text -> text);
        write("CDC02.csv", CSV_2);
        landUntil("custom-csv", "CDC02.csv", text -> text);
        assertThat(landing.rows.get(BOOKS)).containsExactly("4:1", "4:2", "4:2", "2:1");
    }

    @Test
    void aFileThatIsLandedInPartGoesOnAtItsNextRow() throws Exception {
        write("CDC01.csv", CSV_1);
        landing.covered.put(BOOKS, new Covered(new TreeMap<>(Map.of("", new FilePlace("CDC01.csv", 1).position()))));
        landUntil("custom-csv", "CDC01.csv", text -> text);
        assertThat(landing.rows.get(BOOKS)).containsExactly("4:2");
    }

    @Test
    void aFileWithoutRowsIsPassed() throws Exception {
        write("CDC01.csv", "");
        write("CDC02.csv", CSV_1);
        landUntil("custom-csv", "CDC02.csv", text -> text);
        assertThat(landing.rows.get(BOOKS)).containsExactly("4:1", "4:2");
    }

    @Test
    void canalJsonLinesLand() throws Exception {
        write("CDC01.json", JSON_1);
        landUntil("custom-json", "CDC01.json", text -> text);
        assertThat(landing.rows.get(BOOKS)).containsExactly("4:1", "2:1");
    }

    @Test
    void aFileBehindOneThatFailedWaits() throws Exception {
        write("CDC01.csv", CSV_1);
        landing.failure = new IOException("zone is down");
        try (RouteRun run = started("custom-csv", text -> text.replace("delay: 2000", "delay: 50"))) {
            await().until(() -> landing.attempts.get() > 0);
            landing.failure = null;
            write("CDC02.csv", CSV_2);
            await().until(() -> landing.questions.get() > 1);
        }
        assertThat(landing.rows).isEmpty();
        landUntil("custom-csv", "CDC02.csv", text -> text);
        assertThat(landing.rows.get(BOOKS)).containsExactly("4:1", "4:2", "4:2", "2:1");
    }

    @Test
    void aRouteMayHaveAFileRedelivered() throws Exception {
        write("CDC01.csv", CSV_1);
        landing.failure = new IOException("zone is down");
        String patient = "- onException:\n    exception: [java.io.IOException]\n"
                + "    redeliveryPolicy: {maximumRedeliveries: -1, redeliveryDelay: 10}\n";
        try (RouteRun run = started("custom-csv", text -> patient + withoutAggregate(text))) {
            await().until(() -> landing.attempts.get() > 1);
            landing.failure = null;
            await().until(() -> landing.rows.containsKey(BOOKS));
        }
        assertThat(landing.rows.get(BOOKS)).containsExactly("4:1", "4:2");
    }

    @Test
    void aTableOfAChangefeedIsNotLandedByARouteOfOnesOwn() throws Exception {
        write("CDC01.csv", CSV_1);
        landing.covered.put(BOOKS, Covered.below(1000));
        try (RouteRun run = started("custom-csv", text -> NOTE + text)) {
            String reason = run.context().createConsumerTemplate().receiveBody("seda:failed", 10_000, String.class);
            assertThat(reason).contains("bookshop.books", "changefeed");
        }
        assertThat(landing.rows).isEmpty();
    }

    private static String withoutAggregate(String route) {
        return route.substring(0, route.indexOf("        # All files of one poll"))
                + "        - to:\n            uri: fabric-landing-zone:custom\n";
    }

    @Test
    void withoutRowMarkerNothingLandsAndTheReasonIsFatal() throws Exception {
        write("CDC01.csv", CSV_1);
        String marker = "        - process:\n            ref: rowMarker\n";
        String key = "        - setHeader:\n            name: CamelFabricLandingZoneKey\n            constant: books\n";
        try (RouteRun run = started("custom-csv", text -> NOTE + text.replace(marker, key))) {
            String reason = run.context().createConsumerTemplate().receiveBody("seda:failed", 10_000, String.class);
            assertThat(reason).contains("bookshop.books", "rowMarker");
        }
        assertThat(landing.rows).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path hidden = folder.resolve("." + name);
        Files.writeString(hidden, text);
        Files.move(hidden, folder.resolve(name));
    }

    private void landUntil(String route, String file, UnaryOperator<String> edit) throws Exception {
        Covered whole = new Covered(new TreeMap<>(Map.of("", new FilePlace(file, FilePlace.ALL).position())));
        try (RouteRun run = started(route, edit)) {
            await().until(() -> whole.equals(landing.covered.get(BOOKS)));
        }
    }

    private RouteRun started(String route, UnaryOperator<String> edit) throws Exception {
        return new RouteRun(landing)
                .property("mirror.input", "custom")
                .property("custom.folder", folder.toString())
                .route("examples/" + route, edit)
                .start();
    }
}
