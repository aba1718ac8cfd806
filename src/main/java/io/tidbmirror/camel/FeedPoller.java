package io.tidbmirror.camel;

import io.tidbmirror.batch.PlannedFile;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Replaces the body by the files to read now, one message each, for {@code split}. A window that lost a file on its way
 * through the routes, or was never sent, is given back when the poll ends.
 */
final class FeedPoller implements Processor {
    static final String BEAN = "feedPoller";

    private final OpenWindows windows;

    FeedPoller(OpenWindows windows) {
        this.windows = windows;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        WindowFeed feed = CamelContextHelper.mandatoryLookup(exchange.getContext(), WindowFeed.BEAN, WindowFeed.class);
        Messages messages = new Messages(exchange, feed, feed.poll());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                messages.gatherRest();
                windows.giveUpGathering(done.getException());
            }
        });
        exchange.getMessage().setBody(messages);
    }

    /** The files as messages; each window is opened with its first file. */
    private final class Messages implements Iterator<Message> {
        private final Exchange poll;
        private final WindowFeed feed;
        private final Iterator<PlannedFile> files;

        Messages(Exchange poll, WindowFeed feed, Iterator<PlannedFile> files) {
            this.poll = poll;
            this.feed = feed;
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            return files.hasNext();
        }

        @Override
        public Message next() {
            PlannedFile file = gather();
            Message message = poll.getMessage().newInstance();
            MirrorHeaders.describe(message, file);
            return message;
        }

        /** Files that the route never asked for belong to windows that nobody else ends. */
        void gatherRest() {
            while (files.hasNext()) {
                gather();
            }
        }

        private PlannedFile gather() {
            PlannedFile file = files.next();
            windows.gather(file.plan(), feed);
            return file;
        }
    }
}
