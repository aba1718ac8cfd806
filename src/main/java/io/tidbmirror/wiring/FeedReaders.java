package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.FeedReader;
import io.tidbmirror.feed.FeedStore;
import io.tidbmirror.feed.TableShard;
import io.tidbmirror.local.LocalFeedStore;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.Format;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.nio.file.Files;

/** The feed a configuration names, with the adapter for its location. */
final class FeedReaders {
    private FeedReaders() {}

    static FeedReader of(Location location, Settings settings) {
        return new FeedReader(store(location), options(settings));
    }

    private static FeedStore store(Location location) {
        if (!Files.isDirectory(location.folder())) {
            throw FatalException.start(
                    "feed.location=" + location
                            + ": there is no such folder; it is the one of the changefeed's sink URI, where metadata stands",
                    null);
        }
        return new LocalFeedStore(location.folder());
    }

    private static FeedOptions options(Settings settings) {
        MirrorSettings mirror = settings.mirror();
        FeedSettings feed = settings.feed();
        return new FeedOptions(
                mirror.format() == Format.CSV ? "csv" : "json",
                feed.layout().dateSeparator(),
                feed.layout().partitionSeparator(),
                settings.landing().zeroDate(),
                settings.tables()::keyColumns,
                settings.tables()::selects,
                new TableShard(mirror.shardCount(), mirror.shardIndex()));
    }
}
