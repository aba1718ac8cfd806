package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedSnapshot;
import io.tidbmirror.feed.RebuildWish;
import io.tidbmirror.feed.TableFeed;
import io.tidbmirror.land.Head;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.Mode;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;

/** Asks for a landing folder to be built again, once it is certain that there is a whole source for it. */
public final class TableRebuild {
    private final Settings settings;

    public TableRebuild(Settings settings) {
        this.settings = settings;
    }

    /**
     * Notes the wish in HEAD; the next mirror that takes the table fulfils it.
     *
     * @return for people: what from
     * @throws FatalException if the table is dropped or being built, or has no whole source
     */
    public String request(TableId table) throws IOException {
        Head head = LanderOpener.heads(settings).stream()
                .filter(known -> known.table().equals(table))
                .findFirst()
                .orElseThrow();
        String source = source(head);
        if (!LanderOpener.open(settings).rebuild(table)) {
            throw FatalException.configuration(
                    "table " + table + " is " + head.status() + ": " + remedy(head.status()));
        }
        return source;
    }

    private static String remedy(Head.Status status) {
        return status == Head.Status.DROPPED
                ? "table release lands it again"
                : "it is being built already; if it does not get on, see status";
    }

    private String source(Head head) throws IOException {
        Location location = settings.feed().location();
        if (settings.mirror().mode() != Mode.RESOLVED || settings.mirror().readsKafka() || location == null) {
            throw FatalException.configuration("a landing folder is built again from a changefeed's folder in"
                    + " mirror.mode=resolved, or from an export and such a folder: there is none at feed.location");
        }
        FeedSnapshot feed = FeedReaders.of(location, settings).poll();
        TableFeed found = feed.table(head.table())
                .orElseThrow(() -> FatalException.configuration("table " + head.table() + " is not in " + location
                        + ", or left out by tables.include, tables.exclude or mirror.shard"));
        return RebuildWish.source(found, head.covered(), MirrorParts.rebuildRules(settings), feed.checkpoint());
    }
}
