package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.camel.LandingOptions;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.LandingObserver;
import io.tidbmirror.wiring.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing zones of several endpoints. */
class OpenLandingsTest {
    @TempDir
    Path folder;

    private String at(String name) {
        return "file:" + folder.resolve(name);
    }

    private static LandingOptions zone(String zone) {
        return new LandingOptions("other", zone, null, null);
    }

    @Test
    void aZoneOfItsOwnHasItsStateBesideIt() {
        OpenLandings landings =
                new OpenLandings(Settings.parse(Map.of("landing.zone", at("zone"))), LandingObserver.NONE);

        landings.open(zone(at("other")));

        assertThat(folder.resolve("other-state")).isDirectory();
    }

    /** A table of the same name would have one HEAD in two zones. */
    @Test
    void aZoneOfItsOwnDoesNotShareTheStateOfAnother() {
        OpenLandings landings = new OpenLandings(
                Settings.parse(Map.of("landing.zone", at("zone"), "landing.state", at("state"))), LandingObserver.NONE);

        assertThatThrownBy(() -> landings.open(zone(at("other"))))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("fabric-landing-zone:other", "state=");
        assertThat(folder.resolve("other")).doesNotExist();
        landings.open(new LandingOptions("other", at("other"), at("others-state"), null));
        assertThat(Files.exists(folder.resolve("others-state"))).isTrue();
    }

    @Test
    void theConfiguredZoneNamedOnceMoreIsTheSameOne() {
        OpenLandings landings = new OpenLandings(
                Settings.parse(Map.of("landing.zone", at("zone"), "landing.state", at("state"))), LandingObserver.NONE);

        landings.open(zone(at("zone")));
        Lander named = landings.lander();
        landings.open(new LandingOptions("plain", null, null, null));

        assertThat(landings.lander()).isSameAs(named);
    }

    @Test
    void anOptionThatIsWrongIsRefusedWithItsValues() {
        OpenLandings landings =
                new OpenLandings(Settings.parse(Map.of("landing.zone", at("zone"))), LandingObserver.NONE);

        assertThatThrownBy(() -> landings.open(new LandingOptions("odd", null, null, "xml")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("xml")
                .hasMessageContaining("parquet");
    }
}
