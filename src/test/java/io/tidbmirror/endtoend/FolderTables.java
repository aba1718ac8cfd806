package io.tidbmirror.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tables that the command line landed as Parquet in a folder, read by DuckDB. */
final class FolderTables implements LandedTables {

    private final Mirror mirror;
    private final LandingReader reader;

    FolderTables(Mirror mirror, LandingReader reader) {
        this.mirror = mirror;
        this.reader = reader;
    }

    @Override
    public List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        mirror.status().forEach((name, line) -> standings.add(standing(name, line)));
        return standings;
    }

    private static Standing standing(Name name, JsonNode line) {
        return new Standing(
                name,
                line.get("folder").asText(),
                line.get("state").asText(),
                line.path("reason").asText(),
                line.path("covered").asLong());
    }

    @Override
    public Set<String> folders() throws IOException {
        Set<String> folders = new TreeSet<>();
        try (Stream<Path> tables = Files.walk(mirror.zone(), 2)) {
            tables.filter(Files::isDirectory)
                    .map(mirror.zone()::relativize)
                    .filter(folder -> folder.getNameCount() == 2 && !folder.startsWith("_scratchPad"))
                    .forEach(folder -> folders.add(folder.toString()));
        }
        return folders;
    }

    @Override
    public LandedTable read(String folder) throws IOException {
        Path place = mirror.zone().resolve(folder);
        try {
            return Files.exists(place.resolve("_metadata.json")) ? reader.read(place) : null;
        } catch (SQLException e) {
            throw new IOException("cannot be read: " + place, e);
        }
    }
}
