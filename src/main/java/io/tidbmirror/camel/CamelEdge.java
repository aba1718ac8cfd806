package io.tidbmirror.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Binds what the routes name into the registry of every Camel context that has this jar, under Main and {@code camel run}
 * alike: Camel finds it by its service file. The program and its YAML files have bound theirs by then.
 */
public final class CamelEdge implements ContextServicePlugin {
    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext initializing) {
                bind(initializing);
            }
        });
    }

    private static void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        OpenWindows windows = new OpenWindows();
        bindUnlessThere(registry, FeedPoller.BEAN, new FeedPoller(windows));
        bindUnlessThere(registry, WindowAggregation.BEAN, new WindowAggregation(windows));
        bindUnlessThere(registry, RowMarkerProcessor.BEAN, new RowMarkerProcessor());
        bindUnlessThere(registry, EventGridMessage.BEAN, new EventGridMessage());
        bindUnlessThere(registry, ServerPortEngine.BEAN, new ServerPortEngine(context));
    }

    /** A part that a program has bound under the name before stays. */
    public static void bindUnlessThere(Registry registry, String name, Object part) {
        if (registry.lookupByName(name) == null) {
            registry.bind(name, part);
        }
    }

    /** Sets how many tables land at once, before routes are built. */
    public static void landingThreads(CamelContext context, int threads) {
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        pools.setThreadPoolFactory(new LandingThreads(pools.getThreadPoolFactory()));
        pools.registerThreadPoolProfile(new ThreadPoolProfileBuilder(LandingThreads.POOL)
                .poolSize(threads)
                .maxPoolSize(threads)
                .maxQueueSize(threads)
                .build());
    }
}
