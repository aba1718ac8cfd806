package io.tidbmirror.wiring;

import io.tidbmirror.camel.Landing;
import io.tidbmirror.camel.LandingOptions;
import io.tidbmirror.camel.Landings;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.LandingObserver;
import io.tidbmirror.land.format.PartnerEvents;
import io.tidbmirror.wiring.settings.LandingSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The landing zones that are open, one for each set of options, so that a table has one lander. Thread safe. */
final class OpenLandings implements Landings {
    static final PartnerEvents PARTNER = new PartnerEvents("TiDB Mirror");

    private final Settings settings;
    private final LandingObserver observer;
    private final Map<LandingSettings, Lander> open = new LinkedHashMap<>();

    OpenLandings(Settings settings, LandingObserver observer) {
        this.settings = settings;
        this.observer = observer;
    }

    @Override
    public synchronized Landing open(LandingOptions options) {
        Settings changed = settings.with(changes(options));
        LandingSettings ours = settings.landing();
        if (options.state() == null
                && ours.state() != null
                && !changed.landing().zone().equals(ours.zone())) {
            throw FatalException.configuration("fabric-landing-zone:" + options.name() + " has a zone of its own and no"
                    + " state=…: in " + ours.state() + ", which landing.state names, tables of two zones would be taken"
                    + " for one");
        }
        return Landing.of(open(changed));
    }

    /** The lander of the only landing zone that routes have opened, or else of the configured one. */
    synchronized Lander lander() {
        return open.size() == 1 ? open.values().iterator().next() : open(settings);
    }

    private Lander open(Settings changed) {
        return open.computeIfAbsent(changed.landing(), any -> lander(changed));
    }

    private Lander lander(Settings changed) {
        try {
            LanderOpener.requireProven(changed);
            Lander lander = LanderOpener.open(changed, observer);
            lander.introduce(PARTNER.toJson());
            return lander;
        } catch (IOException e) {
            throw FatalException.start("the landing zone or its state cannot be used: " + why(e, changed), e);
        }
    }

    private static String why(IOException failure, Settings settings) {
        return failure instanceof FileSystemException
                ? failure + "; landing.zone=" + settings.landing().zone() + " and landing.state="
                        + settings.landing().stateLocation() + " have to be folders that can be made and written here"
                : String.valueOf(failure.getMessage());
    }

    private static Map<String, String> changes(LandingOptions options) {
        Map<String, String> changes = new LinkedHashMap<>();
        put(changes, "landing.zone", options.zone());
        put(changes, "landing.state", options.state());
        put(changes, "landing.format", options.format());
        return changes;
    }

    private static void put(Map<String, String> changes, String key, @Nullable String value) {
        if (value != null) {
            changes.put(key, value);
        }
    }
}
