package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TransientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LandRouteCarriesTheRowsTest {
    private static final String MARKER_STEP = "        - process:\n            ref: rowMarker\n";

    private final RouteRun run = new RouteRun().route("folder").route("errors");

    @Test
    void windowsOfTwoTablesLandMarkedAndAreAcknowledged() throws Exception {
        run.feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n", "D 200 1\nI 200 2\n");
        run.feed.offer(FakeFeed.ORDERS, 300, "I 100 7\n");
        try (RouteRun started = run.route("land").start()) {
            await().until(() -> started.feed.receipts.size() == 2);
        }
        assertThat(run.landing.rows.get(FakeFeed.BOOKS)).containsExactly("4:1", "2:1", "4:2");
        assertThat(run.landing.rows.get(FakeFeed.ORDERS)).containsExactly("4:7");
        assertThat(run.feed.failures).isEmpty();
    }

    @Test
    void withoutRowMarkerNothingLandsAndTheReasonIsFatal() throws Exception {
        run.feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n");
        try (RouteRun started =
                run.route("land", text -> remove(text, MARKER_STEP)).start()) {
            await().until(() -> !started.feed.failures.isEmpty());
        }
        assertThat(run.landing.rows).isEmpty();
        assertThat(run.feed.failures.get(0))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("shop.books")
                .hasMessageContaining("process: {ref: rowMarker}");
    }

    @Test
    void anErrorOfTheVirtualMachineIsFatalAndHeard() throws Exception {
        run.landing.error = new NoClassDefFoundError("org/example/Missing");
        run.feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n");
        try (RouteRun started = run.route("land").start()) {
            await().until(() -> !started.feed.failures.isEmpty());
        }
        assertThat(run.feed.failures.get(0))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("shop.books")
                .hasMessageContaining("org/example/Missing")
                .hasMessageContaining("java.io.tmpdir")
                .hasMessageNotContaining("more memory");
    }

    /** As where the store failed while a table was being stopped: whether the reason still holds is found at the next try. */
    @Test
    void whatAFailureSuppressedIsNoReasonOfItsOwn() throws Exception {
        IOException failure = new IOException("no answer");
        failure.addSuppressed(new PoisonException("found on the way"));
        run.landing.failure = failure;
        run.feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n");
        try (RouteRun started = run.route("land").start()) {
            await().until(() -> !started.feed.failures.isEmpty());
        }
        assertThat(run.feed.failures).containsExactly(failure);
    }

    @Test
    void aStepThatDropsOneFileLandsNothingOfItsWindow() throws Exception {
        run.feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n", "I 200 2\n");
        run.feed.offer(FakeFeed.ORDERS, 300, "I 100 7\n");
        String filter = "        - filter:\n            simple: \"${header.CamelFabricLandingZoneFile.index} == 0\"\n"
                + "            steps:\n              - to: direct:kept\n";
        String kept = "- route:\n    from:\n      uri: direct:kept\n      steps:\n";
        try (RouteRun started = run.route(
                        "land", text -> text.replace("        # Names how", filter + kept + "        # Names how"))
                .start()) {
            await().until(() -> !started.feed.failures.isEmpty() && !started.feed.receipts.isEmpty());
        }
        assertThat(run.landing.rows).containsOnlyKeys(FakeFeed.ORDERS);
        assertThat(run.feed.failures)
                .singleElement()
                .isInstanceOf(TransientException.class)
                .asString()
                .contains("shop.books", "not all 2 files");
    }

    @Test
    void windowsThatASourceRouteNeverSentOnAreGivenBackToo() throws Exception {
        run.feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n");
        run.feed.offer(FakeFeed.ORDERS, 300, "I 100 7\n");
        String failing = "- route:\n    id: mine\n    from:\n      uri: direct:look\n      steps:\n"
                + "        - process: {ref: feedPoller}\n"
                + "        - throwException: {exceptionType: java.io.IOException, message: no space}\n";
        try (RouteRun started = run.property("mirror.input", "mine")
                .route("land", text -> text + failing)
                .start()) {
            started.context().createProducerTemplate().send("direct:look", exchange -> {});
        }
        assertThat(run.feed.failures).extracting(Throwable::getMessage).containsExactly("no space", "no space");
    }

    @Test
    void aSourceOfTheUserReplacesTheFolder() throws Exception {
        run.property("mirror.input", "mine").feed.offer(FakeFeed.BOOKS, 300, "I 100 1\n");
        String mine = "- route:\n    id: mine\n    from:\n      uri: direct:look\n      steps:\n"
                + "        - process: {ref: feedPoller}\n"
                + "        - split: {simple: \"${body}\", steps: [{to: direct:land}]}\n";
        try (RouteRun started = run.route("land", text -> text + mine).start()) {
            assertThat(started.context().getRoute("folder")).isNull();
            started.context().createProducerTemplate().sendBody("direct:look", "now");
            await().until(() -> !started.feed.receipts.isEmpty());
        }
        assertThat(run.landing.rows.get(FakeFeed.BOOKS)).containsExactly("4:1");
    }

    @Test
    void windowsDeliveredInSwappedOrderLandOnlyWhereTheyFit() throws Exception {
        run.feed.offer(FakeFeed.BOOKS, Covered.below(200), Covered.below(300), "I 200 2\n");
        run.feed.offer(FakeFeed.BOOKS, 200, "I 100 1\n");
        try (RouteRun started = run.route("land").start()) {
            await().until(() -> started.feed.receipts.size() + started.feed.failures.size() == 2);
        }
        assertThat(run.landing.rows.get(FakeFeed.BOOKS)).startsWith("4:1");
    }

    private static String remove(String text, String part) {
        assertThat(text).contains(part);
        return text.replace(part, "");
    }
}
