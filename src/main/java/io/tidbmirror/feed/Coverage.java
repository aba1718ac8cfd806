package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Port: what a follower asks and tells about tables that are being landed. Where the state of a table cannot be read, methods
 * throw {@link PoisonException}, but for {@link #of} and {@link #quarantine}: the table is stopped then.
 */
public interface Coverage {
    /**
     * How far a table is landed; takes the table, and recovers what a crash left.
     *
     * @return null if the table is stopped
     * @throws IOException if the stores fail or another process has the table (transient)
     */
    @Nullable
    Landed of(TableId table) throws IOException;

    /** Another process may have had the table since it was taken: {@link #of} is to read HEAD again. */
    default void distrust(TableId table) {}

    /** What HEAD keeps of {@link FeedWindow#hint()}; advisory. */
    Map<String, String> hint(TableId table) throws IOException;

    /** Lets HEAD keep such words of a table, without anything landed. */
    default void remember(TableId table, Map<String, String> hint) throws IOException {
        throw new UnsupportedOperationException("nothing to remember of " + table);
    }

    /** Whether the table has a landing file already. */
    boolean isBorn(TableId table) throws IOException;

    /** Takes the landing folder of a table away that was dropped or renamed; does nothing if nobody has landed it. */
    void drop(TableId table, TableEnd end) throws IOException;

    /** Has a table built again, as the operator could: {@link Landed#isRebuildWanted} from then on. */
    default void rebuild(TableId table) throws IOException {
        throw new UnsupportedOperationException("nothing to build " + table + " from");
    }

    /** Stops a table, with a reason for people. */
    void quarantine(TableId table, String reason) throws IOException;
}
