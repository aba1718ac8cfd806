package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.oracle.LandedRow;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped files run under Camel's own launcher as they are, and so does a source route of a user's own. */
class CamelRunLandsTest {
    /** What TiDB holds at the checkpoint of the shipped changefeed. */
    private static final int BOOKS = 96;

    private static final int DELETE = 2;

    @TempDir
    Path directory;

    @BeforeEach
    void copyWhatIsShipped() throws IOException {
        Shipped.copy(Path.of("routes"), directory.resolve("routes"));
        Shipped.copy(Path.of("demo/changefeed"), directory.resolve("demo/changefeed"));
        Files.writeString(
                directory.resolve("application.properties"),
                Files.readString(Path.of("application.properties"))
                        + Files.readString(Path.of("demo/bookshop.properties")));
    }

    @Test
    void theBookshopLandsAndTheLauncherEnds() throws Exception {
        Shipped.Run run = CamelRun.of(directory, routesAnd("application.properties"));

        assertThat(run.output()).contains("everything below the checkpoint is landed", "Started folder");
        assertThat(run.exitCode()).isZero();
        assertThat(books()).hasSize(BOOKS).doesNotContainKey("1").containsKey("101");
    }

    @Test
    void aWordOfOnesOwnActivatesTheRouteOfThatWordAlone() throws Exception {
        Files.writeString(
                directory.resolve("nightly.camel.yaml"),
                Files.readString(Path.of("routes/folder.camel.yaml"))
                        .replace("== 'folder'", "== 'nightly'")
                        .replace("id: folder", "id: nightly"));

        Shipped.Run run = CamelRun.of(
                directory, routesAnd("nightly.camel.yaml", "application.properties", "--prop=mirror.input=nightly"));

        assertThat(run.output()).contains("Started nightly", "Started land", "Routes startup (total:2)");
        assertThat(run.exitCode()).isZero();
        assertThat(books()).hasSize(BOOKS);
    }

    /** What a shell makes of {@code routes/*.camel.yaml}, and more files. */
    private String[] routesAnd(String... more) throws IOException {
        try (Stream<Path> routes = Files.list(directory.resolve("routes"))) {
            return Stream.concat(
                            routes.filter(file -> file.toString().endsWith(".camel.yaml"))
                                    .map(file -> directory.relativize(file).toString())
                                    .sorted(),
                            Stream.of(more))
                    .toArray(String[]::new);
        }
    }

    /** The rows of the table by id, folded as Fabric does. */
    private Map<Object, LandedRow> books() throws Exception {
        Map<Object, LandedRow> books = new HashMap<>();
        try (LandingReader reader = new LandingReader()) {
            for (LandedRow row : reader.read(directory.resolve("target/landing-zone/bookshop.schema/books"))
                    .rows()) {
                Object id = row.values().get("id");
                if (row.marker() == DELETE) {
                    books.remove(id);
                } else {
                    books.put(id, row);
                }
            }
        }
        return books;
    }
}
