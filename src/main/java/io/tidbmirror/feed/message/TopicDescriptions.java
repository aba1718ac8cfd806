package io.tidbmirror.feed.message;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port: what brokers tell of topics at this moment. */
@FunctionalInterface
public interface TopicDescriptions {
    /**
     * The topics of these names that are there.
     *
     * @throws IOException if no broker answers (transient)
     */
    Map<String, Topic> of(Set<String> topics) throws IOException;

    /** Whether a topic of this name is one to read, whether it is there or not. */
    default boolean reads(String topic) {
        return true;
    }

    /**
     * A topic.
     *
     * @param id what it got when it was made (KIP-516), null from brokers before 2.8: one that is deleted and made again under
     *     its name has another
     * @param partitions how many it has; there may be more later
     */
    record Topic(@Nullable String id, int partitions) {}
}
