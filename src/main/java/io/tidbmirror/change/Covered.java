package io.tidbmirror.change;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each stream of a table is landed. A changefeed folder in resolved mode is one stream; in positioned mode each
 * series of files is one, and so is each Kafka partition. An export is one as long as a table is loaded from it.
 *
 * @param streams stream name to position, in name order
 */
public record Covered(SortedMap<String, Position> streams) {
    /** The single stream of a changefeed folder in resolved mode. */
    public static final String FEED = "feed";

    /** Nothing is landed. */
    public static final Covered NOTHING = new Covered(new TreeMap<>());

    public Covered {
        streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
    }

    /** All of the changefeed's rows below a commit-ts. */
    public static Covered below(long commitTs) {
        return new Covered(new TreeMap<>(Map.of(FEED, new Position.BelowTs(commitTs))));
    }

    /** The smallest commit-ts over the streams; empty if there are no streams or one has no commit-ts. */
    public OptionalLong commitTs() {
        long smallest = Long.MAX_VALUE;
        for (Position position : streams.values()) {
            if (!(position instanceof Position.BelowTs below)) {
                return OptionalLong.empty();
            }
            smallest = Math.min(smallest, below.commitTs());
        }
        return streams.isEmpty() ? OptionalLong.empty() : OptionalLong.of(smallest);
    }

    /** These positions, with those of {@code later} in place of the same streams' and added to them. */
    public Covered with(Covered later) {
        SortedMap<String, Position> merged = new TreeMap<>(streams);
        merged.putAll(later.streams);
        return new Covered(merged);
    }
}
