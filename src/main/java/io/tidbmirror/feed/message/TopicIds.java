package io.tidbmirror.feed.message;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Port: which topics names stand for. */
@FunctionalInterface
public interface TopicIds {
    /**
     * The id that each topic got when it was made (KIP-516). One that is deleted and made again under its name has another.
     *
     * @return without those that have none: brokers before 2.8 give none
     * @throws IOException if a topic is not there, or no broker answers (transient)
     */
    Map<String, String> of(Set<String> topics) throws IOException;
}
