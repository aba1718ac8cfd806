package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import io.tidbmirror.emulator.OneLakeEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands on a OneLake that refuses everything from one request on: they say so, and do what is left when they are run again. */
class CommandsOnAFailingOneLakeTest {
    private static final String WORKSPACE = "bookshop";
    private static final String TABLE = "bookshop.books";
    private static final String LANDING_ZONE = "Files/LandingZone";
    private static final int MOST_REQUESTS = 200;

    private enum Command {
        PROBE(List.of("probe"), List.of()),
        CREATE(List.of("table", "create", TABLE), List.of()),
        VERIFY(List.of("verify"), List.of(List.of("run"))),
        REMOVE(List.of("table", "remove", TABLE, "--yes"), List.of(List.of("run"))),
        REBUILD(List.of("table", "rebuild", TABLE), List.of(List.of("run"))),
        RELEASE(
                List.of("table", "release", TABLE),
                List.of(List.of("run"), List.of("table", "remove", TABLE, "--yes")));

        private final List<String> words;
        private final List<List<String>> before;

        Command(List<String> words, List<List<String>> before) {
            this.words = words;
            this.before = before;
        }
    }

    @TempDir
    Path folder;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private OneLakeEndpoint endpoint;
    private int places;

    @BeforeEach
    void start() throws IOException {
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder.resolve("lake")));
        settings.put("feed.location", Path.of("demo/changefeed").toUri().toString());
        settings.put("feed.terminator", "\\n");
        settings.put("feed.date-separator", "none");
        settings.put("feed.csv.include-commit-ts", "true");
        settings.put("feed.csv.binary-encoding-method", "hex");
        settings.put("feed.complete", "true");
        settings.put("mirror.once", "true");
    }

    @AfterEach
    void stop() throws IOException {
        endpoint.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatACommandDoesNotDoItDoesWhenItIsRunAgain(Command command) throws IOException {
        Path start = place(null);
        command.before.forEach(this::succeed);
        place(start);
        succeed(command.words);
        String done = status();
        int at = 0;
        do {
            at++;
            place(start);
        } while (isMadeUpFor(command, at, done));
        assertThat(at).isBetween(2, MOST_REQUESTS);
    }

    /** Whether the command made that request. */
    private boolean isMadeUpFor(Command command, int at, String done) {
        AtomicInteger requests = new AtomicInteger();
        endpoint.setFaults(request -> requests.incrementAndGet() >= at ? Fault.of(Kind.FORBIDDEN) : Fault.NONE);
        CommandRun failed = run(command.words);
        endpoint.setFaults(Faults.NONE);
        boolean met = requests.get() >= at;
        assertThat(failed.exitCode())
                .as("%s at request %s: %s", command, at, failed)
                .isEqualTo(met ? 3 : 0);
        if (met) {
            assertThat(failed.err())
                    .startsWith("tidb-mirror: ")
                    .contains("403", "run the command again")
                    .hasLineCount(1);
            succeed(command.words);
            assertThat(status()).as("%s again after request %s", command, at).isEqualTo(done);
            succeed(List.of("verify"));
        }
        return met;
    }

    /** Landing zone and state of their own, which hold what others do. */
    private Path place(Path from) throws IOException {
        Path state = folder.resolve("state-" + ++places);
        String database = "d" + places + ".MountedRelationalDatabase";
        Path zone = endpoint.createDatabase(WORKSPACE, database);
        settings.put("landing.zone", endpoint.landingZone(WORKSPACE, database));
        settings.put("landing.state", state.toUri().toString());
        if (from != null) {
            copy(folder.resolve("lake").resolve(WORKSPACE).resolve(from).resolve(LANDING_ZONE), zone);
            copy(folder.resolve("state-1"), state);
        }
        return Path.of(database);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }

    private CommandRun run(List<String> words) {
        return CommandRun.of(folder, settings, words.toArray(String[]::new));
    }

    private void succeed(List<String> words) {
        CommandRun done = run(words);
        assertThat(done.exitCode()).as("%s: %s", words, done).isZero();
    }

    private String status() {
        return run(List.of("status", "--json")).out().replaceAll("\"lag_seconds\":[0-9]+", "");
    }
}
