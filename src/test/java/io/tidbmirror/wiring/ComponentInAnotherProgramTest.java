package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.camel.FabricLandingZoneConstants;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Camel application of somebody else's that has this jar, for the component or by chance, and no route or key of ours. */
class ComponentInAnotherProgramTest {
    @TempDir
    Path directory;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void landsRowsWithoutAnySetting() {
        context.start();

        Exchange landed = context.createProducerTemplate().send(uri(), exchange -> {
            Message rows = exchange.getMessage();
            rows.setHeader(FabricLandingZoneConstants.SCHEMA, "shop");
            rows.setHeader(FabricLandingZoneConstants.TABLE, "books");
            rows.setHeader(FabricLandingZoneConstants.DEFINITION, "CREATE TABLE books (id BIGINT PRIMARY KEY)");
            rows.setHeader(FabricLandingZoneConstants.PLACE, "1.csv");
            rows.setBody(List.of(Map.of("id", 1, "__rowMarker__", 4)));
        });

        assertThat(landed.getException()).isNull();
        assertThat(directory.resolve("zone/shop.schema/books/00000000000000000001.parquet"))
                .isRegularFile();
    }

    @Test
    void whatItHasBoundUnderNamesOfOursStays() {
        VertxPlatformHttpEngine engine = new VertxPlatformHttpEngine();
        Processor marker = exchange -> {};
        context.getRegistry().bind("platform-http-engine", engine);
        context.getRegistry().bind("rowMarker", marker);
        context.start();

        assertThat(context.getRegistry().lookupByName("platform-http-engine")).isSameAs(engine);
        assertThat(context.getRegistry().lookupByName("rowMarker")).isSameAs(marker);
    }

    @Test
    void itsThreadPoolsAreMadeByItsOwnFactory() {
        AtomicInteger made = new AtomicInteger();
        context.getExecutorServiceManager().setThreadPoolFactory(new DefaultThreadPoolFactory() {
            @Override
            public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
                made.incrementAndGet();
                return super.newThreadPool(profile, threads);
            }
        });
        context.start();
        int before = made.get();

        context.getExecutorServiceManager().newFixedThreadPool(this, "own", 1).shutdown();

        assertThat(made).hasValue(before + 1);
    }

    private String uri() {
        return "fabric-landing-zone:here?zone=" + directory.resolve("zone").toUri();
    }
}
