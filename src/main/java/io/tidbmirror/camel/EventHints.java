package io.tidbmirror.camel;

import org.jspecify.annotations.Nullable;

/**
 * Events say where new files are; bound as {@value #BEAN}. An event is a hint: at most it makes the next look at the
 * changefeed come sooner. Forged, doubled, reordered or missing ones change nothing else. Thread safe.
 */
public interface EventHints {
    String BEAN = "eventHints";

    /**
     * Takes a message of one or several events.
     *
     * @return the code to answer with, if the message asks whether events of this feed's account are wanted; else null
     * @throws IllegalArgumentException if the message cannot be read
     */
    @Nullable
    String take(String message);

    /** Whether it is time to look at the changefeed. */
    boolean isLookDue();
}
