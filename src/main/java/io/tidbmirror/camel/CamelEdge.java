package io.tidbmirror.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Binds what the routes name into the registry of every Camel context that has this jar, under Main and {@code camel run}
 * alike: Camel finds it by its service file.
 */
public final class CamelEdge implements ContextServicePlugin {
    /** Thread pool on which windows land; {@code camel.threadpool.config[landing].*} sizes it. */
    public static final String LANDING_POOL = "landing";

    private static final int LANDING_THREADS = 4;

    @Override
    public void load(CamelContext context) {
        Registry registry = context.getRegistry();
        OpenWindows windows = new OpenWindows();
        registry.bind(FeedPoller.BEAN, new FeedPoller(windows));
        registry.bind(WindowAggregation.BEAN, new WindowAggregation(windows));
        registry.bind(RowMarkerProcessor.BEAN, new RowMarkerProcessor());
        registry.bind(EventGridMessage.BEAN, new EventGridMessage());
        registry.bind(ServerPortEngine.BEAN, new ServerPortEngine(context));
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder(LANDING_POOL)
                        .poolSize(LANDING_THREADS)
                        .maxPoolSize(LANDING_THREADS)
                        .maxQueueSize(0)
                        .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                        .build());
    }
}
