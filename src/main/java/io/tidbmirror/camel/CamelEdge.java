package io.tidbmirror.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Registry;

/**
 * Binds what the routes name into the registry of every Camel context that has this jar, under Main and {@code camel run}
 * alike: Camel finds it by its service file.
 */
public final class CamelEdge implements ContextServicePlugin {
    @Override
    public void load(CamelContext context) {
        Registry registry = context.getRegistry();
        OpenWindows windows = new OpenWindows();
        registry.bind(FeedPoller.BEAN, new FeedPoller(windows));
        registry.bind(WindowAggregation.BEAN, new WindowAggregation(windows));
        registry.bind(RowMarkerProcessor.BEAN, new RowMarkerProcessor());
        registry.bind(EventGridMessage.BEAN, new EventGridMessage());
        registry.bind(ServerPortEngine.BEAN, new ServerPortEngine(context));
    }

    /** Sets how many tables land at once, before routes are built. */
    public static void landingThreads(CamelContext context, int threads) {
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        pools.setThreadPoolFactory(new LandingThreads());
        pools.registerThreadPoolProfile(new ThreadPoolProfileBuilder(LandingThreads.POOL)
                .poolSize(threads)
                .maxPoolSize(threads)
                .maxQueueSize(threads)
                .build());
    }
}
