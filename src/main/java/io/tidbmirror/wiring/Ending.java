package io.tidbmirror.wiring;

import io.tidbmirror.camel.Landings;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.wiring.status.RunReport;
import io.tidbmirror.wiring.status.TableStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a run needs to know, kept from the Camel context while it is up.
 *
 * @param progress what the run has done
 * @param landings the landing zones
 * @param follower the feed; null where the source is a route of the user's own
 * @param tail what is left of the feed; null together with the follower
 */
record Ending(
        RunProgress progress,
        OpenLandings landings,
        @Nullable FeedFollower follower,
        @Nullable FeedTail tail) {
    static Ending of(CamelContext context) {
        Registry registry = context.getRegistry();
        return new Ending(
                CamelContextHelper.mandatoryLookup(context, MirrorParts.PROGRESS, RunProgress.class),
                CamelContextHelper.mandatoryLookup(context, Landings.BEAN, OpenLandings.class),
                registry.lookupByNameAndType(MirrorParts.FOLLOWER, FeedFollower.class),
                registry.lookupByNameAndType(MirrorParts.TAIL, FeedTail.class));
    }

    /** Whether everything below the checkpoint is landed. */
    boolean isFinished() {
        return follower != null && follower.isFinished();
    }

    /** How it ended. */
    RunReport report() throws IOException {
        List<TableStatus> tables = landings.lander().heads().stream()
                .map(head -> TableStatus.of(head, Clock.systemUTC()))
                .toList();
        return new RunReport(tables, progress.files(), progress.rows(), tail == null ? 0 : tail.countRows());
    }
}
