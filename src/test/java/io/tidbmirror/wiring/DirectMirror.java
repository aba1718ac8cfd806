package io.tidbmirror.wiring;

import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.WindowBuilder;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.decode.ProjectedRows;
import io.tidbmirror.feed.DefaultFeed;
import io.tidbmirror.feed.Dump;
import io.tidbmirror.feed.DumpFolder;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.FeedStore;
import io.tidbmirror.feed.FollowRules;
import io.tidbmirror.feed.RebuildRules;
import io.tidbmirror.feed.SourceProof;
import io.tidbmirror.feed.TableShard;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.LanderOptions;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.Receipt;
import io.tidbmirror.mark.MarkedSource;
import io.tidbmirror.wiring.monitor.LandingCounts;
import io.tidbmirror.wiring.settings.Format;
import io.tidbmirror.wiring.settings.LandingSettings.DroppedTable;
import io.tidbmirror.wiring.settings.LandingSettings.IncompatibleChange;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The mirror without Camel and without waiting: the parts that wiring puts together, driven by one loop. One instance is one
 * process; a new one on the same stores is a restart. Not thread safe.
 */
public final class DirectMirror {

    /** Polls in a row without a window after which everything below the checkpoint is landed. */
    private static final int QUIET = 2;

    private static final int MOST_POLLS = 2_000;

    static {
        Configurator.setLevel(Lander.class, Level.WARN); // thousands of landings
    }

    private final BatchLimits limits;
    private final Decoder decoder;
    private final Lander lander;
    private final ZeroDate zeroDate;
    private final FollowedFeed feed;

    public DirectMirror(Settings settings, FeedStore store, LandingZone zone, HeadStore heads) {
        this(settings, options(settings), store, zone, heads);
    }

    /** A mirror with an export. */
    public static DirectMirror loading(
            Settings settings, FeedStore store, FeedStore export, LandingZone zone, HeadStore heads)
            throws IOException {
        FeedOptions options = options(settings);
        Dump dump = new DumpFolder(export).read(OptionalLong.empty(), OptionalLong.empty());
        return new DirectMirror(settings, options.loadedFrom(dump), store, zone, heads);
    }

    private DirectMirror(
            Settings settings, FeedOptions feedOptions, FeedStore store, LandingZone zone, HeadStore heads) {
        limits = new BatchLimits(
                settings.batch().maxRows(),
                settings.batch().maxBytes(),
                settings.batch().maxAge());
        decoder = Decoders.of(settings, new LoadMeter(Clock.systemUTC()));
        zeroDate = settings.landing().zeroDate();
        LanderOptions options = LanderOptions.of("test", "rows").withTarget(settings.tables()::target);
        lander = new Lander(zone, heads, new RowsFormat(), options);
        LanderCoverage coverage = new LanderCoverage(() -> lander, reason -> {});
        FollowRules rules = new FollowRules(
                false,
                false,
                (bytes, age) -> true,
                Duration.ZERO,
                new RebuildRules(
                        settings.landing().onIncompatibleChange() == IncompatibleChange.REBUILD,
                        settings.landing().onDrop() == DroppedTable.REMOVE,
                        new SourceProof(true, true)));
        FeedFollower follower =
                new FeedFollower(DefaultFeed.reader(store, feedOptions), coverage, rules, Clock.systemUTC());
        feed = new FollowedFeed(
                follower,
                coverage,
                new RunProgress(Clock.systemUTC()),
                new LandingCounts(),
                new LoadMeter(Clock.systemUTC()));
    }

    private static FeedOptions options(Settings settings) {
        return DefaultFeed.options(
                settings.mirror().format() == Format.CSV ? "csv" : "json",
                settings.feed().layout().dateSeparator(),
                settings.feed().layout().partitionSeparator(),
                settings.landing().zeroDate(),
                settings.tables()::keyColumns,
                settings.tables()::selects,
                TableShard.WHOLE);
    }

    /** Lands everything below the checkpoint that is there now. */
    public void advance() throws IOException {
        int quiet = 0;
        for (int polls = 0; quiet < QUIET; polls++) {
            if (polls == MOST_POLLS) {
                throw new AssertionError("the mirror does not come to rest");
            }
            quiet = land(feed.poll()) ? 0 : quiet + 1;
        }
    }

    private boolean land(Iterator<PlannedFile> files) throws IOException {
        boolean any = false;
        WindowBuilder builder = null;
        boolean failed = false;
        while (files.hasNext()) {
            any = true;
            PlannedFile file = files.next();
            if (builder == null || !builder.plan().equals(file.plan())) {
                builder = new WindowBuilder(file.plan(), limits);
                failed = false;
            }
            failed = failed || !take(builder, file);
        }
        return any;
    }

    /** Whether the window may go on. */
    private boolean take(WindowBuilder builder, PlannedFile file) throws IOException {
        try {
            ChangeSource rows = decoder.decode(file.bytes(), file.schema());
            builder.add(file, new MarkedSource(ProjectedRows.of(rows, file.projection(), zeroDate)));
            if (builder.isComplete()) {
                Receipt receipt = lander.land(builder.plan().table(), builder.toWindow());
                feed.landed(builder.plan(), receipt);
            }
            return true;
        } catch (PoisonException e) {
            feed.failed(builder.plan(), e);
            return false;
        }
    }

    /** As the commands do. */
    public boolean release(TableId table) throws IOException {
        return lander.release(table);
    }

    /** As the commands do. */
    public boolean rebuild(TableId table) throws IOException {
        return lander.rebuild(table);
    }

    /** The state of all tables. */
    public List<Head> heads() throws IOException {
        return lander.heads();
    }
}
