package io.tidbmirror.camel;

import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in one line that the event queue failed; Camel would print a stack trace each time. The feed is looked at all the same. */
public final class EventQueueFailures implements ExceptionHandler {
    public static final String BEAN = "eventQueueFailures";

    private static final Logger LOG = LoggerFactory.getLogger(EventQueueFailures.class);

    private final Function<Throwable, String> reason;

    /** With what says why, and what to do. */
    public EventQueueFailures(Function<Throwable, String> reason) {
        this.reason = reason;
    }

    @Override
    public void handleException(Throwable failure) {
        LOG.warn("no events: {}; new files are found by a look each event-grid.poll-interval", reason.apply(failure));
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        LOG.warn("a message of the event queue comes again: {}", reason.apply(failure));
    }
}
