package io.tidbmirror.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusExceptionsTest {

    @Test
    void exactlyTheVirtualColumnsAreExcepted() throws IOException {
        List<String> excepted;
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/corpus-exceptions.txt"))) {
            excepted = lines.filter(line -> !line.startsWith("#"))
                    .peek(line -> assertThat(line).matches("[^ ]+ [^ ]+: .{20,}"))
                    .map(line -> line.substring(0, line.indexOf(": ")))
                    .toList();
        }
        List<String> virtual = GoldenCorpus.open().scenarios().stream()
                .flatMap(s -> s.truth().columns().entrySet().stream().flatMap(table -> table.getValue().stream()
                        .filter(Truth.ColumnTruth::virtual)
                        .map(column -> s + "/* " + table.getKey() + "." + column.name())))
                .toList();

        assertThat(excepted).containsExactlyInAnyOrderElementsOf(virtual);
    }
}
