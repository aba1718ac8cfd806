package io.tidbmirror.camel;

import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowBuilder;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Receipt;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Hands windows to the landing protocol and tells in headers what became of them. */
final class FabricLandingZoneProducer extends DefaultProducer {
    private final FabricLandingZoneEndpoint endpoint;
    private final RowFiles rowFiles = new RowFiles();
    private @Nullable Landing landing;
    private @Nullable LandingZoneHealth health;
    private @Nullable ExecutorService checker;

    FabricLandingZoneProducer(FabricLandingZoneEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Landing zone = Objects.requireNonNull(landing);
        Object body = exchange.getMessage().getBody();
        if (body instanceof RowFileGroup rows) {
            landRows(exchange, zone, rows);
        } else if (body instanceof List<?>) {
            landRows(exchange, zone, RowFileGroup.of(rowFiles.read(exchange)));
        } else {
            land(exchange, zone, window(body));
        }
    }

    private static void landRows(Exchange exchange, Landing zone, RowFileGroup rows) throws IOException {
        Covered covered = zone.covered(rows.table());
        Window window = rows.window(covered, EdgeLookup.limits(exchange.getContext()));
        if (window != null) {
            land(exchange, zone, window);
        } else {
            exchange.getMessage().setHeader(FabricLandingZoneConstants.ROWS, 0L);
            exchange.getMessage().setHeader(FabricLandingZoneConstants.COVERED, text(covered));
        }
    }

    private static void land(Exchange exchange, Landing zone, Window window) throws IOException {
        Receipt receipt = landed(zone, window);
        exchange.setProperty(FabricLandingZoneConstants.RECEIPT, receipt);
        tell(exchange.getMessage(), receipt);
    }

    /** An error of the virtual machine would kill Camel's thread unheard, and the window would never end. */
    private static Receipt landed(Landing zone, Window window) throws IOException {
        try {
            return zone.land(window.schema().table(), window);
        } catch (Error broken) {
            throw FatalException.start(
                    "the process cannot go on after " + broken + " while it landed table "
                            + window.schema().table() + "; nothing is lost: " + remedy(broken),
                    broken);
        }
    }

    private static String remedy(Error broken) {
        return broken instanceof LinkageError
                ? "start it again where all of its libraries can be loaded; native ones are unpacked into java.io.tmpdir, now "
                        + System.getProperty("java.io.tmpdir") + ", which needs room and must not be mounted noexec"
                : "start it again, with more memory if that ran out";
    }

    private static Window window(@Nullable Object body) {
        if (body instanceof Window window) {
            return window;
        }
        if (body instanceof WindowBuilder incomplete) {
            throw OpenWindows.incomplete(incomplete.plan());
        }
        throw FatalException.configuration(
                "fabric-landing-zone takes a window of rows or a list of maps, but the body is "
                        + (body == null ? "empty" : "a " + body.getClass().getName())
                        + "; the land route needs 'aggregate' with strategy " + WindowAggregation.BEAN + " before it");
    }

    private static void tell(Message message, Receipt receipt) {
        message.setHeader(FabricLandingZoneConstants.FOLDER, receipt.folder());
        message.setHeader(FabricLandingZoneConstants.SEQ, receipt.seq());
        message.setHeader(FabricLandingZoneConstants.ROWS, receipt.rows());
        message.setHeader(FabricLandingZoneConstants.COVERED, text(receipt.covered()));
        message.setBody(receipt);
    }

    private static String text(Covered covered) {
        return covered.commitTs().isPresent()
                ? Long.toString(covered.commitTs().getAsLong())
                : covered.streams().toString();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        landing = endpoint.landing();
        WritableHealthCheckRepository checks = checks();
        if (checks != null) {
            checker = executors().newSingleThreadExecutor(this, "landing-zone-health");
            health = new LandingZoneHealth(endpoint.getName(), landing, checker);
            health.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
            checks.addHealthCheck(health);
        }
    }

    @Override
    protected void doStop() throws Exception {
        WritableHealthCheckRepository checks = checks();
        if (checks != null && health != null) {
            checks.removeHealthCheck(health);
            health = null;
        }
        if (checker != null) {
            executors().shutdownNow(checker);
            checker = null;
        }
        super.doStop();
    }

    private ExecutorServiceManager executors() {
        return endpoint.getCamelContext().getExecutorServiceManager();
    }

    private @Nullable WritableHealthCheckRepository checks() {
        return HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }
}
