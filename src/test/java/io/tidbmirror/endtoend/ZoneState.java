package io.tidbmirror.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.land.HeadStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a landing zone and its HEADs look like at one moment. */
final class ZoneState {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What of one table is on disk. */
    record TableState(long epoch, long seq, boolean pending, boolean pendingStaged, int strayStageFiles) {}

    private final Map<String, TableState> tables = new HashMap<>();

    static ZoneState read(Path zone, HeadStore heads) throws IOException {
        ZoneState found = new ZoneState();
        for (String name : heads.names()) {
            HeadStore.Versioned head = heads.read(name);
            if (head != null && name.indexOf('.') >= 0) {
                found.tables.put(name, table(zone, head.bytes()));
            }
        }
        return found;
    }

    Map<String, TableState> tables() {
        return tables;
    }

    private static TableState table(Path zone, byte[] head) throws IOException {
        JsonNode node = JSON.readTree(head);
        JsonNode pending = node.get("pending");
        long epoch = node.get("epoch").asLong();
        String stagePath = pending.isNull() ? "" : pending.get("stagePath").asText();
        Path current = zone.resolve("_scratchPad/" + node.get("folder").asText() + "/" + epoch);
        int stray = 0;
        for (Path file : list(current)) {
            stray += zone.resolve(stagePath).equals(file) ? 0 : 1;
        }
        boolean staged = !stagePath.isEmpty() && Files.exists(zone.resolve(stagePath));
        return new TableState(epoch, node.get("seq").asLong(), !pending.isNull(), staged, stray);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
