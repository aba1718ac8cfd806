package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which messages of the event queue the route is done with, so that they are deleted, and which come back. */
class EventQueueMessagesTest {
    private static final String COUNT = "CamelAzureStorageQueueDequeueCount";
    private static final HeardEvents EVENTS = new HeardEvents();
    private static final RouteRun ROUTES = new RouteRun();
    private static ProducerTemplate queue;

    @BeforeAll
    static void start() throws Exception {
        ROUTES.bind(EventHints.BEAN, EVENTS)
                .property("mirror.input", "event-grid-queue")
                .property("event-grid.queue", "events")
                .route("errors")
                .route("land")
                .route("event-grid-queue", EventQueueMessagesTest::onAQueueOfTheTest)
                .start();
        queue = ROUTES.context().createProducerTemplate();
    }

    /** Replaces where the messages come from, and leaves the steps. */
    private static String onAQueueOfTheTest(String route) {
        int messages = route.indexOf("azure-storage-queue");
        int uri = route.lastIndexOf("      uri:", messages);
        return route.substring(0, uri) + "      uri: direct:queue\n"
                + route.substring(route.indexOf("      steps:", uri));
    }

    @AfterAll
    static void stop() {
        ROUTES.close();
    }

    @BeforeEach
    void forget() {
        EVENTS.messages.clear();
        EVENTS.failure = null;
    }

    @Test
    void aMessageIsHandedOver() {
        queue.sendBodyAndHeader("direct:queue", "event", COUNT, 5L);

        assertThat(EVENTS.messages).containsExactly("event");
    }

    @Test
    void oneThatCannotBeReadIsDoneWith() {
        EVENTS.failure = new IllegalArgumentException("no event");

        assertThatCode(() -> queue.sendBodyAndHeader("direct:queue", "x", COUNT, 1L))
                .doesNotThrowAnyException();
    }

    @Test
    void oneThatCouldNotBeHandedOverComesBack() {
        EVENTS.failure = new IllegalStateException("defect");

        assertThatThrownBy(() -> queue.sendBodyAndHeader("direct:queue", "x", COUNT, 5L))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("defect");
    }

    @Test
    void oneThatCameBackFiveTimesIsDoneWith() {
        EVENTS.failure = new IllegalStateException("defect");

        assertThatCode(() -> queue.sendBodyAndHeader("direct:queue", "x", COUNT, 6L))
                .doesNotThrowAnyException();
    }
}
