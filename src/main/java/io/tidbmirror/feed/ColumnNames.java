package io.tidbmirror.feed;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of columns, in which TiDB ignores letter case. */
final class ColumnNames {
    private ColumnNames() {}

    /** The name in lower case, by which columns are found and compared. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static Set<String> keys(Stream<String> names) {
        return names.map(ColumnNames::key).collect(Collectors.toSet());
    }
}
