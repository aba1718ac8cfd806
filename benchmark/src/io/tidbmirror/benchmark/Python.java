package io.tidbmirror.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Python of the peers, with their pinned versions, as the command has made it. */
final class Python {
    static final Path PROGRAM = Path.of("target/benchmark/python/bin/python").toAbsolutePath();

    private Python() {}

    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    static String script(String name) {
        return Path.of("benchmark/peers", name).toAbsolutePath().toString();
    }
}
