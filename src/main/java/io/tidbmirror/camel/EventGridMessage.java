package io.tidbmirror.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of a queue's message to the reader. A message that cannot be read is told and done with: it would not
 * become better, and what it may have told is found by the next look.
 */
final class EventGridMessage implements Processor {
    static final String BEAN = "eventGridMessage";

    private static final Logger LOG = LoggerFactory.getLogger(EventGridMessage.class);

    @Override
    public void process(Exchange exchange) {
        EventHints hints = CamelContextHelper.mandatoryLookup(exchange.getContext(), EventHints.BEAN, EventHints.class);
        String text = exchange.getMessage().getBody(String.class);
        try {
            hints.take(text == null ? "" : text);
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("a message of the event queue is dropped: {}", unreadable.getMessage());
        }
    }
}
