package io.tidbmirror.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.EntraTokens;
import io.tidbmirror.azure.QueueFailure;
import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.camel.CamelEdge;
import io.tidbmirror.camel.EventGridWebhook;
import io.tidbmirror.camel.EventHints;
import io.tidbmirror.camel.EventQueueFailures;
import io.tidbmirror.camel.Landings;
import io.tidbmirror.camel.Standby;
import io.tidbmirror.camel.WindowFeed;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.feed.FeedReader;
import io.tidbmirror.feed.FeedSource;
import io.tidbmirror.feed.FollowRules;
import io.tidbmirror.feed.RebuildRules;
import io.tidbmirror.feed.SettledFeed;
import io.tidbmirror.feed.SourceProof;
import io.tidbmirror.wiring.monitor.BacklogMeters;
import io.tidbmirror.wiring.monitor.FeedHealth;
import io.tidbmirror.wiring.monitor.LandingCounts;
import io.tidbmirror.wiring.monitor.MirrorHealth;
import io.tidbmirror.wiring.monitor.MirrorMeters;
import io.tidbmirror.wiring.monitor.TablesHealth;
import io.tidbmirror.wiring.monitor.UnreadFiles;
import io.tidbmirror.wiring.settings.BatchSettings;
import io.tidbmirror.wiring.settings.EntraSettings;
import io.tidbmirror.wiring.settings.EventGridSettings;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.LandingSettings;
import io.tidbmirror.wiring.settings.LandingSettings.DroppedTable;
import io.tidbmirror.wiring.settings.LandingSettings.IncompatibleChange;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.Master;
import io.tidbmirror.wiring.settings.Mode;
import io.tidbmirror.wiring.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a mirror, made from its settings and bound where routes and the run find them. Parts bound before stay. */
final class MirrorParts {
    static final String SETTINGS = "mirrorSettings";
    static final String PROGRESS = "mirrorProgress";
    static final String FOLLOWER = "feedFollower";
    static final String TAIL = "feedTail";

    /** The one that errors.camel.yaml names, too. */
    private static final Logger QUARANTINE = LoggerFactory.getLogger("io.tidbmirror.quarantine");

    /** How long an idle table's position may stay behind the checkpoint: each step costs one write of its HEAD. */
    private static final Duration IDLE_PAUSE = Duration.ofMinutes(1);

    /** How soon files of a table are counted that has never been looked at. */
    private static final long LOOK_SECONDS = 2;

    /** About how long a row is in a file, to guess how many rows wait before they are read. */
    private static final long ROW_BYTES = 256;

    private final Settings settings;
    private final BatchLimits limits;
    private final LandingCounts counts = new LandingCounts();
    private final OpenLandings landings;
    private final LoadMeter meter = new LoadMeter(new SteadyClock());
    private final RunProgress progress = new RunProgress(new SteadyClock());

    MirrorParts(Settings settings) {
        BatchSettings batch = settings.batch();
        this.settings = settings;
        this.limits = new BatchLimits(batch.maxRows(), batch.maxBytes(), batch.maxAge());
        this.landings = new OpenLandings(settings, counts);
    }

    void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        registry.bind(SETTINGS, settings);
        registry.bind(PROGRESS, progress);
        CamelEdge.landingThreads(context, settings.landing().threads());
        CamelEdge.bindUnlessThere(registry, Landings.BEAN, landings);
        CamelEdge.bindUnlessThere(registry, "batchLimits", limits);
        CamelEdge.bindUnlessThere(registry, "ticdcCsvDecoder", Decoders.csv(settings, meter));
        CamelEdge.bindUnlessThere(registry, "ticdcCanalJsonDecoder", Decoders.canalJson(settings, meter));
        standBy(context);
        CamelEdge.bindUnlessThere(registry, "mirrorHealth", new MirrorHealth(progress::fatal));
        CamelEdge.bindUnlessThere(registry, "tablesHealth", new TablesHealth(counts));
        bindInput(context, new LanderCoverage(landings::lander, QUARANTINE::error));
        CamelEdge.bindUnlessThere(
                registry, "mirrorMeters", new MirrorMeters(counts, table -> Duration.ZERO, Clock.systemUTC()));
        UnreadFiles.Zone zone = table -> landings.lander().unread(table);
        CamelEdge.bindUnlessThere(registry, "unreadFiles", new UnreadFiles(counts, zone, new SteadyClock()));
    }

    /** Nothing is followed where the source is a route of the user's own. */
    private void bindInput(CamelContext context, Coverage coverage) {
        Registry registry = context.getRegistry();
        Location location = settings.feed().location();
        if (settings.mirror().readsKafka()) {
            KafkaParts kafka = new KafkaParts(settings, coverage, landings::lander);
            kafka.bind(context);
            follow(kafka.feed(), kafka.feed().watching(coverage), registry);
        } else if (location != null) {
            FeedReader reader = FeedReaders.of(location, settings, meter);
            FeedSource source = settings.mirror().once() ? new SettledFeed(reader) : reader;
            BooleanSupplier restless = follow(source, coverage, registry);
            if (settings.mirror().hasEvents()) {
                hear(AzureUrl.parse(location.text()), reader::look, restless, registry);
            }
        }
    }

    private void standBy(CamelContext context) {
        Master master = settings.mirror().master();
        switch (master.kind()) {
            case NONE -> {}
            case FILE ->
                Standby.byFolder(
                        context,
                        Objects.requireNonNull(master.folder()).folder().toString());
            case KUBERNETES -> Standby.byKubernetes(context);
        }
    }

    /** Publishes metrics, where Camel's are on. */
    static void measure(CamelContext context) {
        MeterRegistry meters = CamelContextHelper.findSingleByType(context, MeterRegistry.class);
        if (meters == null) {
            return;
        }
        Registry registry = context.getRegistry();
        registry.findByType(MirrorMeters.class).forEach(ours -> ours.bindTo(meters));
        registry.findByType(BacklogMeters.class).forEach(ours -> ours.bindTo(meters));
        registry.findByType(UnreadFiles.class).forEach(files -> repeat(files, context));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the context
    private static void repeat(UnreadFiles files, CamelContext context) {
        context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(files, "unread-files")
                .scheduleWithFixedDelay(files, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Binds the follower of a feed; tells whether its last look left something to do, or failed. */
    private BooleanSupplier follow(FeedSource source, Coverage coverage, Registry registry) {
        boolean positioned = settings.mirror().mode() == Mode.POSITIONED;
        FollowRules rules = new FollowRules(
                positioned,
                settings.mirror().once(),
                (bytes, age) -> limits.due(1 + bytes / ROW_BYTES, bytes, age),
                IDLE_PAUSE,
                rebuildRules(settings));
        FeedFollower follower = new FeedFollower(source, coverage, rules, new SteadyClock());
        registry.bind(FOLLOWER, follower);
        registry.bind(TAIL, new FeedTail(follower, Decoders.of(settings, meter), positioned));
        FollowedFeed feed = new FollowedFeed(follower, coverage, progress, counts, meter);
        CamelEdge.bindUnlessThere(registry, WindowFeed.BEAN, feed);
        CamelEdge.bindUnlessThere(registry, "feedHealth", new FeedHealth(feed::lookFailure, follower::checkpoint));
        CamelEdge.bindUnlessThere(
                registry, "mirrorMeters", new MirrorMeters(counts, follower::waiting, Clock.systemUTC()));
        return () -> !follower.isIdle() || feed.lookFailure() != null;
    }

    /** Events make the looks at the feed come sooner. */
    private void hear(AzureUrl feed, Predicate<String> look, BooleanSupplier restless, Registry registry) {
        EventGridSettings events = settings.eventGrid();
        boolean once = settings.mirror().once();
        HintedFeed hints = new HintedFeed(
                feed,
                look,
                restless,
                once ? Duration.ZERO : settings.feed().pollInterval(),
                once ? Duration.ZERO : events.pollInterval(),
                new SteadyClock());
        CamelEdge.bindUnlessThere(registry, EventHints.BEAN, hints);
        EntraSettings entra = events.entra();
        if (events.secret() != null || entra != null) {
            EventGridWebhook.TokenCheck tokens = entra == null ? null : new EntraTokens(entra.trust())::accepts;
            CamelEdge.bindUnlessThere(
                    registry, EventGridWebhook.BEAN, new EventGridWebhook(hints, events.secret(), tokens));
        }
        if (events.queue() != null) {
            AzureUrl queue = AzureUrl.parse(events.service(feed.endpoint()) + "/" + events.queue());
            CamelEdge.bindUnlessThere(
                    registry, "eventQueues", Stores.access(settings).queues(queue));
            CamelEdge.bindUnlessThere(
                    registry,
                    EventQueueFailures.BEAN,
                    new EventQueueFailures(failure -> QueueFailure.reason(queue, failure)));
        }
    }

    static RebuildRules rebuildRules(Settings settings) {
        FeedSettings feed = settings.feed();
        LandingSettings landing = settings.landing();
        return new RebuildRules(
                landing.onIncompatibleChange() == IncompatibleChange.REBUILD,
                landing.onDrop() == DroppedTable.REMOVE,
                settings.mirror().readsKafka()
                        ? KafkaParts.NO_SOURCE
                        : new SourceProof(
                                feed.complete(),
                                feed.layout().mayExpire(),
                                feed.layout().retention(),
                                null,
                                feed.startTs()));
    }
}
