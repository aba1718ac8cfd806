package io.tidbmirror.feed.message;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics from which tables are read and that are not there any more. Not thread safe. */
final class MissedTopics {
    /** Longer than a broker may not know of a topic that there is. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(MissedTopics.class);

    private final Clock clock;
    private final Map<String, Instant> since = new HashMap<>();
    private Set<String> gone = Set.of();

    MissedTopics(Clock clock) {
        this.clock = clock;
    }

    /**
     * Looks at those that are not there.
     *
     * @param awaited without them nothing lands until it is known that they are gone
     * @param read still assigned to this process, which will hear from the group that they are gone
     * @throws IOException if one of these may come back (transient)
     */
    void look(Set<String> missing, Set<String> awaited, Set<String> read) throws IOException {
        Instant now = clock.instant();
        since.keySet().retainAll(missing);
        missing.forEach(topic -> since.putIfAbsent(topic, now));
        Set<String> lasting = new TreeSet<>(missing);
        lasting.removeIf(topic -> read.contains(topic)
                || now.isBefore(since.getOrDefault(topic, now).plus(PATIENCE)));
        Set<String> doubtful = new TreeSet<>(missing);
        doubtful.removeAll(lasting);
        doubtful.retainAll(awaited);
        if (!doubtful.isEmpty()) {
            throw new IOException(
                    "topics " + doubtful + " are not there any more: nothing lands until they are back, or have"
                            + " been away for a minute; then the tables that were read from them stop and the others go on");
        }
        if (!gone.containsAll(lasting)) {
            LOG.warn("topics {} are gone: the tables that were read from them stop, and the others go on", lasting);
        }
        gone = lasting;
    }

    Set<String> gone() {
        return gone;
    }
}
