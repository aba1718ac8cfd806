package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.TableEnd;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What one process knows of the HEADs: as the lander, it reads that of a table that may go on once, and holds it from then on. */
final class HeldHeads implements Coverage {
    private final MemoryCoverage store;
    private final Map<TableId, Held> held = new HashMap<>();

    private record Held(Landed landed, Map<String, String> hint) {}

    HeldHeads(MemoryCoverage store) {
        this.store = store;
    }

    @Override
    public Landed of(TableId table) throws IOException {
        Held known = held.get(table);
        Landed landed = known == null ? store.of(table) : known.landed();
        if (known == null && landed != null) {
            held.put(table, new Held(landed, store.hint(table)));
        }
        return landed;
    }

    @Override
    public void distrust(TableId table) {
        held.remove(table);
    }

    @Override
    public Map<String, String> hint(TableId table) {
        Held known = held.get(table);
        return known == null ? store.hint(table) : known.hint();
    }

    @Override
    public void remember(TableId table, Map<String, String> hint) {
        store.remember(table, hint);
        held.computeIfPresent(table, (same, known) -> new Held(known.landed(), hint));
    }

    @Override
    public boolean isBorn(TableId table) {
        return store.isBorn(table);
    }

    @Override
    public void drop(TableId table, TableEnd end) {
        held.remove(table);
        store.drop(table, end);
    }

    @Override
    public void quarantine(TableId table, String reason) {
        held.remove(table);
        store.quarantine(table, reason);
    }
}
