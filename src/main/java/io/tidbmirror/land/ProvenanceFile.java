package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The provenance of a landing file that cannot keep it itself: a small JSON object beside it, under a name that Fabric
 * ignores, written before the file is published. HEAD tells everything in it, so whoever publishes the file writes the same.
 */
final class ProvenanceFile {
    /** Landed files between two sweeps of a table that is never taken over. */
    static final long SWEEP_EVERY = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final LandingZone zone;
    private final String extension;

    ProvenanceFile(LandingZone zone, String extension) {
        this.zone = zone;
        this.extension = extension;
    }

    /** Keeps the provenance of the pending file of a HEAD. */
    void write(Head head, Pending pending) throws IOException {
        Map<String, String> entries = new TreeMap<>(Provenance.of(head, pending));
        entries.put(Provenance.ROWS, Long.toString(pending.rows()));
        entries.put(Provenance.BYTES, Long.toString(pending.bytes()));
        entries.put(Provenance.CRC32C, pending.crc32c());
        zone.createIfAbsent(path(head, head.seq()), JSON.writeValueAsBytes(entries));
    }

    /** What is kept of a landing file; empty if there is nothing, or nothing that can be understood. */
    Map<String, String> read(Head head, long seq) throws IOException {
        byte[] content = zone.read(path(head, seq));
        try {
            return content == null ? Map.of() : JSON.readValue(content, TEXTS);
        } catch (JsonProcessingException damaged) {
            return Map.of();
        }
    }

    /** Deletes what belongs to files that Fabric has taken, or to an earlier generation. */
    void sweep(Head head) throws IOException {
        long generation = head.progress().generation();
        Set<String> names =
                zone.list(head.folder()).stream().map(LandingZone.Entry::name).collect(Collectors.toSet());
        for (String name : names) {
            TableFolder.Place place = TableFolder.provenanceOf(name).orElse(null);
            if (place != null
                    && place.seq() < head.seq()
                    && (place.generation() < generation
                            || !names.contains(TableFolder.fileName(place.seq(), extension)))) {
                zone.delete(head.folder() + "/" + name);
            }
        }
    }

    private static String path(Head head, long seq) {
        return head.folder() + "/" + TableFolder.provenance(head.progress().generation(), seq);
    }
}
