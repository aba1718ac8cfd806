package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A table that has a HEAD.
 *
 * @param hint what HEAD keeps beside what is covered
 */
public record Remembered(TableId table, Standing standing, Map<String, String> hint) {
    public Remembered {
        hint = Map.copyOf(hint);
    }

    /** Whether a table may go on. */
    public enum Standing {
        /** It may. */
        ACTIVE,
        /** It may, but was stopped and released before a row of it landed: nobody held those that came meanwhile. */
        PASSED_BY,
        /** Not before somebody releases it. */
        STOPPED,
        /** It ended by a statement, or its folder is being made again. */
        CHANGING
    }

    boolean isActive() {
        return standing == Standing.ACTIVE || standing == Standing.PASSED_BY;
    }

    /** Port: the tables that have a HEAD, read without taking them. */
    @FunctionalInterface
    public interface Tables {
        List<Remembered> all() throws IOException;
    }
}
