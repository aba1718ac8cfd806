package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.Dump;
import io.tidbmirror.feed.DumpFolder;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.FeedReader;
import io.tidbmirror.feed.FeedStore;
import io.tidbmirror.feed.PathLayout;
import io.tidbmirror.feed.SchemaRules;
import io.tidbmirror.feed.TableShard;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.FileFormat;
import io.tidbmirror.wiring.settings.Format;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.SnapshotSettings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The feed a configuration names. */
final class FeedReaders {
    private FeedReaders() {}

    /** A reader whose progress nobody asks for. */
    static FeedReader of(Location location, Settings settings) {
        return of(location, settings, new LoadMeter(new SteadyClock()));
    }

    static FeedReader of(Location location, Settings settings, LoadMeter meter) {
        FeedOptions options = options(settings);
        Dump dump = dump(settings, meter);
        return new FeedReader(
                Stores.feed(FeedSettings.LOCATION_KEY, location, settings),
                dump == null ? options : options.loadedFrom(dump),
                settings.feed().fullListInterval(),
                new SteadyClock());
    }

    /** The export from which tables are loaded, if one is configured. */
    private static @Nullable Dump dump(Settings settings, LoadMeter meter) {
        SnapshotSettings snapshot = settings.snapshot();
        Location location = snapshot.location();
        if (location == null) {
            return null;
        }
        FeedStore store = new MeteredStore(Stores.feed(SnapshotSettings.LOCATION_KEY, location, settings), meter);
        try {
            return new DumpFolder(store).read(snapshot.tso(), settings.feed().startTs());
        } catch (IOException e) {
            throw FatalException.start(SnapshotSettings.LOCATION_KEY + "=" + location + " cannot be read: " + e, e);
        }
    }

    static FeedOptions options(Settings settings) {
        MirrorSettings mirror = settings.mirror();
        FeedSettings feed = settings.feed();
        PathLayout paths = new PathLayout(
                mirror.format() == Format.CSV ? "csv" : "json",
                feed.layout().dateSeparator(),
                feed.layout().partitionSeparator(),
                feed.layout().acrossNodes());
        SchemaRules schemas = new SchemaRules(
                settings.landing().zeroDate(),
                feed.timeZone(),
                settings.tables()::keyColumns,
                settings.tables()::landAs,
                settings.landing().format() == FileFormat.CSV,
                feed.canalJson().deleteOnlyHandleKeyColumns());
        TableShard shard = new TableShard(mirror.shardCount(), mirror.shardIndex());
        return new FeedOptions(paths, schemas, settings.tables()::selects, shard, null);
    }
}
