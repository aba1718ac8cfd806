package io.tidbmirror.wiring;

import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.FeedReader;
import io.tidbmirror.feed.TableShard;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.Format;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.time.Clock;

/** The feed a configuration names. */
final class FeedReaders {
    private FeedReaders() {}

    static FeedReader of(Location location, Settings settings) {
        return new FeedReader(
                Stores.feed(location, settings),
                options(settings),
                settings.feed().fullListInterval(),
                Clock.systemUTC());
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
                new TableShard(mirror.shardCount(), mirror.shardIndex()),
                settings.tables()::landAs,
                feed.layout().acrossNodes());
    }
}
