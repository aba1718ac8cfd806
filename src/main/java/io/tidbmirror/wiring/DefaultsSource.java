package io.tidbmirror.wiring;

import io.tidbmirror.wiring.settings.Settings;
import java.util.Map;
import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** The shipped defaults as the last place where Camel looks for a property, so that no route repeats them. */
final class DefaultsSource implements PropertiesSource, Ordered {
    static final String NAME = "tidb-mirror-defaults";

    private final Map<String, String> defaults = Settings.parse(Map.of()).properties();

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public @Nullable String getProperty(String name) {
        return defaults.get(name);
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
