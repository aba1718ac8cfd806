package io.tidbmirror.wiring;

import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * The shipped defaults, and what follows from the settings, as the last place where Camel looks for a property, so that no
 * route repeats them.
 */
final class DefaultsSource implements PropertiesSource, Ordered {
    static final String NAME = "tidb-mirror-defaults";

    private final Map<String, String> defaults = Settings.parse(Map.of()).properties();
    private final Supplier<Settings> settings;

    DefaultsSource(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public @Nullable String getProperty(String name) {
        return name.equals(MirrorSettings.MASTER_PREFIX)
                ? settings.get().mirror().masterPrefix()
                : defaults.get(name);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
