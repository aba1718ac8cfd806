package io.tidbmirror.oracle;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one table must look like in the landing zone. Values are TiDB's text.
 *
 * @param columns columns that are landed, in table order
 * @param key names of the key's columns, in table order
 * @param commits its change log in commit order
 */
public record TableTruth(Name name, List<ColumnTruth> columns, List<String> key, List<Commit> commits) {

    /** The part of the log below a commit-ts. */
    public TableTruth below(long ts) {
        return new TableTruth(
                name, columns, key, commits.stream().filter(c -> c.ts() < ts).toList());
    }

    /** The table after all commits, by key. */
    public Map<List<String>, Map<String, String>> fold() {
        Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
        for (Commit commit : commits) {
            commit.deletes().forEach(rows::remove);
            rows.putAll(commit.upserts());
        }
        return rows;
    }
}
