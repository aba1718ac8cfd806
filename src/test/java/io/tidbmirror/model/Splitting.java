package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.RowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The order in which TiCDC writes the changes of one commit: deletes, updates, inserts; a change of a key in two. */
final class Splitting {

    private Splitting() {}

    static List<RowChange> changes(ModelTable table, List<RowEvent> events) {
        Set<String> keys = new TreeSet<>(table.primary());
        table.uniques().values().forEach(keys::addAll);
        List<RowChange> deletes = new ArrayList<>();
        List<RowChange> updates = new ArrayList<>();
        List<RowChange> inserts = new ArrayList<>();
        List<RowChange> halves = new ArrayList<>();
        for (RowEvent event : events) {
            Map<String, String> before = event.before() == null
                    ? null
                    : table.storedRow(event.before().values());
            Map<String, String> after =
                    event.after() == null ? null : table.storedRow(event.after().values());
            if (before == null) {
                inserts.add(new RowChange('I', null, after, false));
            } else if (after == null) {
                deletes.add(new RowChange('D', before, null, false));
            } else if (keys.stream().anyMatch(k -> !Objects.equals(before.get(k), after.get(k)))) {
                deletes.add(new RowChange('D', before, null, true));
                halves.add(new RowChange('I', null, after, true));
            } else {
                updates.add(new RowChange('U', before, after, false));
            }
        }
        deletes.addAll(updates);
        deletes.addAll(inserts);
        deletes.addAll(halves);
        return deletes;
    }
}
