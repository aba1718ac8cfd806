package io.tidbmirror.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The net effect of one commit-ts on one table.
 *
 * @param deletes keys that are gone after it
 * @param upserts rows by key that are there after it, changed by it
 * @param splits keys among the upserts that TiCDC may also have shown as deleted in this commit
 */
public record Commit(
        long ts, Set<List<String>> deletes, Map<List<String>, Map<String, String>> upserts, Set<List<String>> splits) {}
