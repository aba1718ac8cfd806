package io.tidbmirror.wiring;

import io.tidbmirror.wiring.settings.Settings;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Wires the mirror into every Camel context that has this jar, under Main and {@code camel run} alike: Camel finds it by its
 * service file. Defaults are there before routes are read, everything else before they are built.
 */
public final class MirrorPlugin implements ContextServicePlugin {
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
                settings = Settings.parse(given(context.getPropertiesComponent()));
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
        loaded.stringPropertyNames().forEach(key -> given.put(key, text(loaded.getProperty(key), component)));
        for (String key : Settings.names()) {
            component
                    .getResolvedValue(key)
                    .filter(found -> !DefaultsSource.NAME.equals(found.source()))
                    .ifPresent(found -> given.put(key, text(found.value(), component)));
        }
        return given;
    }

    /** The text as it stands, as far as it can be: where Camel resolves placeholders it drops backslashes, as of {@code \N}. */
    private static String text(String text, PropertiesComponent component) {
        return text.contains(PropertiesComponent.PREFIX_TOKEN) ? component.parseUri(text) : text;
    }
}
