package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowBuilder;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Covered;
import io.tidbmirror.mark.MarkedSource;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComponentTellsWhatItDidTest {
    private static final String ENDPOINT = "fabric-landing-zone:here";

    private final FakeFeed feed = new FakeFeed();
    private final FakeLanding landing = new FakeLanding();
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.getRegistry().bind(Landings.BEAN, landing);
        context.getRegistry().bind("ticdcCsvDecoder", new LineDecoder());
        context.getRegistry().bind("mirrorSettings", Settings.parse(Map.of()));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void headersNameFolderNumberRowsAndWhatIsCovered() {
        Exchange landed = context.createProducerTemplate()
                .send(ENDPOINT, exchange -> exchange.getMessage().setBody(window("I 100 1\nI 200 2\n")));
        assertThat(landed.getException()).isNull();
        assertThat(landed.getMessage().getHeaders())
                .containsEntry(FabricLandingZoneConstants.FOLDER, "shop.schema/books")
                .containsEntry(FabricLandingZoneConstants.SEQ, 1L)
                .containsEntry(FabricLandingZoneConstants.ROWS, 2L)
                .containsEntry(FabricLandingZoneConstants.COVERED, "300");
    }

    @Test
    void anOptionOfTheEndpointWinsOverThatOfTheComponent() {
        FabricLandingZoneComponent component =
                context.getComponent("fabric-landing-zone", FabricLandingZoneComponent.class);
        component.getConfiguration().setZone("file:/a");
        component.getConfiguration().setFormat("csv");
        context.createProducerTemplate().sendBody(ENDPOINT + "?zone=file:/b", window("I 100 1\n"));
        assertThat(landing.opened).containsExactly(new LandingOptions("here", "file:/b", null, "csv"));
    }

    @Test
    void aBodyThatIsNoWindowIsRefusedWithTheMissingStep() {
        ProducerTemplate producer = context.createProducerTemplate();
        assertThatThrownBy(() -> producer.sendBody(ENDPOINT, "text"))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("fabric-landing-zone takes a window of rows or a list of maps, but the body is a"
                        + " java.lang.String; the land route needs 'aggregate' with strategy windowPerTable before it");
    }

    @Test
    void unmarshalOpensNothingAndMarshalIsRefused() throws Exception {
        DataFormat csv = context.resolveDataFormat("ticdc-csv");
        Exchange exchange = context.getEndpoint(ENDPOINT).createExchange();
        Object rows = csv.unmarshal(exchange, file("I 100 1\n"));
        assertThat(rows).isInstanceOf(ChangeSource.class);
        assertThat(feed.opened).hasValue(0);
        assertThatThrownBy(() -> csv.marshal(exchange, rows, java.io.OutputStream.nullOutputStream()))
                .hasMessageContaining("ticdc-csv only reads");
        assertThat(context.resolveDataFormat("ticdc-canal-json")).isInstanceOf(TicdcCanalJsonDataFormat.class);
    }

    @Test
    void healthFollowsTheLandingZone() {
        WritableHealthCheckRepository checks =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        checks.setEnabled(true);
        context.createProducerTemplate().sendBody(ENDPOINT, window("I 100 1\n"));
        HealthCheck check = checks.stream().findFirst().orElseThrow();
        assertThat(check.getId()).isEqualTo("producer:fabric-landing-zone:here");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        landing.failure = new IOException("down");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void theCatalogDescribesEveryOptionAndHeader() throws Exception {
        String json;
        try (var in = getClass().getResourceAsStream("/META-INF/io/tidbmirror/camel/fabric-landing-zone.json")) {
            json = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        assertThat(json).contains("\"producerOnly\": true", "\"zone\"", "\"state\"", "\"format\"");
        assertThat(json).contains("CamelFabricLandingZoneCovered", "CamelFabricLandingZonePlace");
        assertThat(getClass().getResource("/META-INF/services/org/apache/camel/dataformat/ticdc-csv"))
                .isNotNull();
        assertThat(getClass().getResource("/META-INF/services/org/apache/camel/component.properties"))
                .isNotNull();
    }

    private PlannedFile file(String text) {
        return feed.file(new WindowPlan(FakeFeed.BOOKS, Covered.NOTHING, Covered.below(300), 1), 0, text);
    }

    private Window window(String text) {
        PlannedFile file = file(text);
        WindowBuilder builder = new WindowBuilder(file.plan(), BatchLimits.DEFAULT);
        builder.add(file, new MarkedSource(new LineDecoder().decode(file.bytes(), file.schema())));
        return builder.toWindow();
    }
}
