package io.tidbmirror.feed;

import java.util.regex.Pattern;

/** Whether a statement divides a table into partitions. */
final class PartitionClause {
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|`[^`]*+`", Pattern.DOTALL);
    private static final Pattern CLAUSE = Pattern.compile("\\bPARTITION\\s+BY\\b", Pattern.CASE_INSENSITIVE);

    private PartitionClause() {}

    static boolean isIn(String statement) {
        return CLAUSE.matcher(statement).find()
                && CLAUSE.matcher(QUOTED.matcher(statement).replaceAll("x")).find();
    }
}
