package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.FeedProblem;
import io.tidbmirror.feed.FeedSnapshot;
import io.tidbmirror.feed.TableFeed;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Lander;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.Mode;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.TableName;
import java.io.IOException;

/** Makes the landing folder of a table that the changefeed knows, before the mirror does. */
public final class TableCreation {
    private final Settings settings;

    public TableCreation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Makes folder, metadata and HEAD, unless they are there.
     *
     * @return HEAD as it is now
     * @throws FatalException if the feed does not know the table, it has no key, or it is stopped
     */
    public Head create(TableName name) throws IOException {
        TableSchema schema = schema(name);
        Lander lander = LanderOpener.open(settings);
        lander.introduce(OpenLandings.PARTNER.toJson());
        Head found = lander.take(schema.table());
        if (!found.isActive()) {
            throw FatalException.configuration("table " + schema.table() + " is " + found.status() + ": "
                    + found.standing().reason());
        }
        lander.birth(schema.table(), schema);
        return lander.take(schema.table());
    }

    /** The columns and key with which the mirror would land the first rows. */
    private TableSchema schema(TableName name) throws IOException {
        Location location = settings.feed().location();
        if (location == null) {
            throw FatalException.configuration(
                    "feed.location is not set: the columns and the key of a new table are read"
                            + " from the changefeed's folder");
        }
        FeedSnapshot feed = FeedReaders.of(location, settings).poll();
        TableId table = name.among(
                feed.tables().stream().map(TableFeed::table).toList(),
                location
                        + ": it is not in the changefeed, or left out by tables.include, tables.exclude or mirror.shard");
        return schema(feed.table(table).orElseThrow(), feed);
    }

    private TableSchema schema(TableFeed table, FeedSnapshot feed) {
        FeedProblem problem = table.problem();
        if (table.versions().isEmpty()) {
            throw FatalException.configuration(
                    problem == null ? "the changefeed tells nothing of " + table.table() : problem.message());
        }
        boolean resolved = settings.mirror().mode() == Mode.RESOLVED;
        if (resolved && table.versions().get(0).version() >= feed.checkpoint().orElse(0)) {
            throw FatalException.configuration("table " + table.table() + " is not below the changefeed's checkpoint "
                    + feed.checkpoint().orElse(0) + " yet: what is known of it may still be incomplete");
        }
        return table.versions().get(0).schema();
    }
}
