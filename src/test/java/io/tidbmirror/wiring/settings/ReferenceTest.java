package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * What documents say of the settings is what the code says. After a change of a setting run this test with
 * {@code -Dreference.update=true}, which writes both files anew.
 */
class ReferenceTest {
    private static final Path README = Path.of("README.md");
    private static final Path PROPERTIES = Path.of("application.properties");
    private static final String BEGIN = "<!-- settings: begin -->\n";
    private static final String END = "<!-- settings: end -->";
    private static final String HEAD_END = "# Every key of the mirror follows, commented out at its default.\n";

    @Test
    void theReadmeListsEveryKey() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        String wanted = readme.substring(0, begin) + Reference.markdown() + readme.substring(readme.indexOf(END));
        update(README, wanted);

        assertThat(Files.readString(README)).isEqualTo(wanted);
    }

    @Test
    void thePropertiesFileListsEveryKeyAtItsDefaultAndSetsNone() throws IOException {
        String file = Files.readString(PROPERTIES);
        String wanted = file.substring(0, file.indexOf(HEAD_END) + HEAD_END.length()) + Reference.properties();
        update(PROPERTIES, wanted);

        assertThat(Files.readString(PROPERTIES)).isEqualTo(wanted);
        assertThat(new Sources().file(PROPERTIES).merged().keySet())
                .isNotEmpty()
                .allMatch(key -> key.startsWith("camel."));
    }

    @Test
    void anUncommentedLineMeansItsDefault() throws IOException {
        Settings defaults = Settings.parse(Map.of());
        for (Setting<?> setting : Catalogue.all()) {
            Properties properties = new Properties();
            properties.load(new StringReader(Reference.line(setting)));
            String text = properties.getProperty(setting.name());

            Settings read = Settings.parse(Map.of(setting.name(), text));

            assertThat(read.mirror()).isEqualTo(defaults.mirror());
            assertThat(read.feed()).as(setting.name()).isEqualTo(defaults.feed());
            assertThat(read.tables().selects(new TableId("s", "t"))).isTrue();
            assertThat(read.landing()).isEqualTo(defaults.landing());
            assertThat(read.batch()).isEqualTo(defaults.batch());
        }
    }

    private static void update(Path file, String wanted) throws IOException {
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(file, wanted);
        }
    }
}
