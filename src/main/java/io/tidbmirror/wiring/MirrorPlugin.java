package io.tidbmirror.wiring;

import io.tidbmirror.wiring.settings.Settings;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Wires the mirror into every Camel context that has this jar, under Main and {@code camel run} alike: Camel finds it by its
 * service file. Defaults are there before routes are read, everything else before they are built.
 */
public final class MirrorPlugin implements ContextServicePlugin {
    @Override
    public void load(CamelContext context) {
        context.getPropertiesComponent().addPropertiesSource(new DefaultsSource());
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext starting) {
                wire(starting);
            }

            @Override
            public void onContextStarted(CamelContext started) {
                MirrorParts.measure(started);
            }
        });
    }

    private static void wire(CamelContext context) {
        Settings settings = context.getRegistry().lookupByNameAndType(MirrorParts.SETTINGS, Settings.class);
        if (settings == null) {
            settings = Settings.parse(given(context.getPropertiesComponent()));
            settings.requireSafe();
        }
        new MirrorParts(settings).bind(context);
    }

    /** Every key of ours that Camel's own sources set; known keys also from where Camel looks single keys up. */
    private static Map<String, String> given(PropertiesComponent component) {
        Map<String, String> given = new TreeMap<>();
        Properties loaded = component.loadProperties(Settings::concerns);
        loaded.stringPropertyNames().forEach(key -> given.put(key, loaded.getProperty(key)));
        for (String key : Settings.names()) {
            component.resolveProperty(key).ifPresent(value -> given.put(key, value));
        }
        return given;
    }
}
