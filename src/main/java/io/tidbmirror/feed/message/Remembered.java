package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A table that has a HEAD.
 *
 * @param active whether it may go on
 * @param hint what HEAD keeps beside what is covered
 */
public record Remembered(TableId table, boolean active, Map<String, String> hint) {
    public Remembered {
        hint = Map.copyOf(hint);
    }

    /** Port: the tables that have a HEAD, read without taking them. */
    @FunctionalInterface
    public interface Tables {
        List<Remembered> all() throws IOException;
    }
}
