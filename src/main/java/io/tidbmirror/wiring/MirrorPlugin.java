package io.tidbmirror.wiring;

import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Wires the mirror into every Camel context that has this jar, under Main and {@code camel run} alike: Camel finds it by its
 * service file. Defaults are there before routes are read, everything else before they are built.
 */
public final class MirrorPlugin implements ContextServicePlugin {
    /** Where every source route of ours ends. */
    static final String LAND_ROUTE = "direct:land";

    @Override
    public void load(CamelContext context) {
        context.getPropertiesComponent().addPropertiesSource(new DefaultsSource(() -> settings(context)));
        context.addLifecycleStrategy(new Wiring());
    }

    /** The steps in the life of one context at which the mirror takes part. */
    private static final class Wiring extends LifecycleStrategySupport {
        /** Whether another program than ours started the context: then nobody else ends the run. */
        private boolean hosted;

        @Override
        public void onContextInitializing(CamelContext context) {
            Settings settings = bound(context);
            hosted = settings == null;
            if (settings == null) {
                Map<String, String> given = given(context.getPropertiesComponent());
                if (!readsFeed(given, context)) {
                    given.put(MirrorSettings.INPUT_KEY, MirrorSettings.NO_INPUT);
                }
                settings = Settings.parse(given);
                settings.requireSafe();
            }
            new MirrorParts(settings).bind(context);
        }

        @Override
        public void onContextStarted(CamelContext context) {
            MirrorParts.measure(context);
            if (hosted) {
                Settings settings = context.getRegistry().lookupByNameAndType(MirrorParts.SETTINGS, Settings.class);
                new HostedRun(RunWatch.of(context, settings.mirror())).start();
            }
        }
    }

    /** A program that has neither the land route nor a word on a feed is here for the component, or by chance. */
    private static boolean readsFeed(Map<String, String> given, CamelContext context) {
        return given.containsKey(MirrorSettings.INPUT_KEY)
                || given.containsKey(FeedSettings.LOCATION_KEY)
                || ((ModelCamelContext) context)
                        .getRouteDefinitions().stream()
                                .anyMatch(route ->
                                        LAND_ROUTE.equals(route.getInput().getEndpointUri()));
    }

    private static Settings settings(CamelContext context) {
        Settings bound = bound(context);
        return bound == null ? Settings.parse(given(context.getPropertiesComponent())) : bound;
    }

    private static @Nullable Settings bound(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(MirrorParts.SETTINGS, Settings.class);
    }

    /** Every key of ours that Camel's own sources set; known keys also from where Camel looks single keys up. */
    private static Map<String, String> given(PropertiesComponent component) {
        Map<String, String> given = new TreeMap<>();
        Properties loaded = component.loadProperties(Settings::concerns);
        loaded.stringPropertyNames().forEach(key -> put(given, key, loaded.getProperty(key), component));
        for (String key : Settings.names()) {
            component
                    .getResolvedValue(key)
                    .filter(found -> !DefaultsSource.NAME.equals(found.source()))
                    .ifPresent(found -> put(given, key, found.value(), component));
        }
        return given;
    }

    /** The text as it stands, as far as it can be: where Camel resolves placeholders it drops backslashes, as of {@code \N}. */
    private static void put(Map<String, String> given, String key, String text, PropertiesComponent component) {
        String value = text.contains(PropertiesComponent.PREFIX_TOKEN) ? component.parseUri(text) : text;
        if (value != null) { // else an optional placeholder that names nothing
            given.put(key, value);
        }
    }
}
