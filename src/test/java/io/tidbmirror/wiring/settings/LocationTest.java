package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
    @ParameterizedTest
    @CsvSource({
        "file:target/zone, target/zone",
        "file:/srv/feed, /srv/feed",
        "file:///srv/feed, /srv/feed",
        "file://localhost/srv/feed, /srv/feed",
        "FILE:/srv/feed, /srv/feed",
        "/srv/feed, /srv/feed",
        "demo/bookshop, demo/bookshop",
        "file:/srv/a b%20c, /srv/a b%20c",
        "' file:/srv ', /srv"
    })
    void aFolderIsWrittenAsAUrlOrAsAPath(String text, String folder) {
        assertThat(Location.parse(text).folder()).isEqualTo(Path.of(folder));
    }

    @Test
    void anotherSchemeIsNoFolder() {
        Location blob = Location.parse("https://acc.blob.core.windows.net/c?sig=secret");

        assertThat(blob.isFolder()).isFalse();
        assertThat(blob).hasToString("https://acc.blob.core.windows.net/c?…");
        assertThat(Location.parse("https://me:secret@example.org/c")).hasToString("https://…@example.org/c");
    }

    @Test
    void nothingIsNoPlace() {
        assertThatThrownBy(() -> Location.parse("file:")).hasMessage("names no folder");
        assertThatThrownBy(() -> Location.parse(" ")).hasMessage("empty");
    }
}
