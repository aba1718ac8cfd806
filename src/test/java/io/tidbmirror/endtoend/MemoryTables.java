package io.tidbmirror.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.MemoryLandingZone;
import io.tidbmirror.oracle.LandedFile;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.wiring.DirectMirror;
import io.tidbmirror.wiring.RowsFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tables landed in memory. Each file is parsed once. */
final class MemoryTables implements LandedTables {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MemoryLandingZone zone;
    private final Map<String, LandedFile> parsed = new HashMap<>();
    private DirectMirror mirror;

    MemoryTables(MemoryLandingZone zone, DirectMirror mirror) {
        this.zone = zone;
        this.mirror = mirror;
    }

    void restarted(DirectMirror other) {
        mirror = other;
    }

    @Override
    public List<Standing> standings() throws IOException {
        List<Standing> standings = new ArrayList<>();
        for (Head head : mirror.heads()) {
            standings.add(new Standing(
                    new Name(head.table().schema(), head.table().table()),
                    head.folder(),
                    head.status().name(),
                    head.standing().reason(),
                    head.covered().commitTs().orElse(0)));
        }
        return standings;
    }

    @Override
    public Set<String> folders() {
        Set<String> folders = new TreeSet<>();
        for (LandingZone.Entry schema : zone.list("")) {
            if (schema.folder() && !schema.name().startsWith("_")) {
                zone.list(schema.name()).forEach(table -> folders.add(schema.name() + "/" + table.name()));
            }
        }
        return folders;
    }

    @Override
    public LandedTable read(String folder) throws IOException {
        byte[] metadata = zone.read(folder + "/_metadata.json");
        if (metadata == null) {
            return null;
        }
        List<LandedFile> files = new ArrayList<>();
        for (LandingZone.Entry entry : zone.list(folder)) {
            if (!entry.name().startsWith("_")) {
                files.add(file(folder, entry.name()));
            }
        }
        return new LandedTable(JSON.readTree(metadata), files);
    }

    /** Files never change while their folder lives. */
    private LandedFile file(String folder, String name) throws IOException {
        String identity = zone.folderId(folder) + "/" + name;
        LandedFile known = parsed.get(identity);
        if (known == null) {
            long number = Long.parseLong(name.substring(0, name.indexOf('.')));
            known = RowsFormat.read(number, zone.read(folder + "/" + name));
            parsed.put(identity, known);
        }
        return known;
    }
}
