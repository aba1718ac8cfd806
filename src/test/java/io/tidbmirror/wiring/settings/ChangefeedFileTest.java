package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.decode.BinaryEncoding;
import io.tidbmirror.feed.DateSeparator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changefeed's own TOML file gives defaults; keys set elsewhere win. */
class ChangefeedFileTest {
    private static final String CHANGEFEED = """
            case-sensitive = false
            [filter]
            rules = ['*.*', '!test.*']
            [sink]
            protocol = "csv"
            terminator = "\\n"
            date-separator = 'none'
            enable-partition-separator = true
            dispatchers = [ {matcher = ['*.*'], partition = "table"} ]
            some-option-of-tomorrow = 1
            [sink.csv]
            delimiter = "\\t"
            quote = ''
            null = '\\N'
            include-commit-ts = true
            binary-encoding-method = 'hex'
            output-old-value = true
            [sink.cloud-storage-config]
            output-raw-change-event = true
            worker-count = 8
            flush-interval = "10s"
            """;

    @TempDir
    private Path folder;

    @Test
    void itsSinkOptionsAreRead() throws IOException {
        FeedSettings feed = Settings.parse(Map.of("feed.changefeed-config", written(CHANGEFEED)))
                .feed();

        assertThat(feed.csv())
                .isEqualTo(new CsvSettings("\t", "", "\\N", true, BinaryEncoding.HEX, true, false, false));
        assertThat(feed.terminator()).isEqualTo("\n");
        assertThat(feed.outputRawChangeEvent()).isTrue();
        assertThat(feed.layout().dateSeparator()).isEqualTo(DateSeparator.NONE);
    }

    @Test
    void itsDispatchersTellHowRowsGoToPartitions() throws IOException {
        String index = CHANGEFEED.replace("\"table\"", "\"index-value\", index = 'uk'");
        String ts = CHANGEFEED.replace("\"table\"}", "\"table\"}, {matcher = ['a.*'], partition = \"ts\"}");

        assertThat(Settings.parse(Map.of("feed.changefeed-config", written(CHANGEFEED)))
                        .kafka()
                        .dispatcher())
                .isEqualTo(KafkaSettings.RowDispatcher.TABLE);
        assertThat(Settings.parse(Map.of("feed.changefeed-config", written(index)))
                        .kafka()
                        .dispatcher())
                .isEqualTo(KafkaSettings.RowDispatcher.INDEX_VALUE);
        assertThat(Settings.parse(Map.of("feed.changefeed-config", written(ts)))
                        .kafka()
                        .dispatcher())
                .isEqualTo(KafkaSettings.RowDispatcher.TS);
    }

    @Test
    void keysSetElsewhereWinUnderEitherName() throws IOException {
        FeedSettings feed = Settings.parse(Map.of(
                        "feed.changefeed-config", written(CHANGEFEED),
                        "feed.csv.delimiter", ";",
                        "feed.output-raw-change-event", "false"))
                .feed();

        assertThat(feed.csv().delimiter()).isEqualTo(";");
        assertThat(feed.outputRawChangeEvent()).isFalse();
        assertThat(feed.terminator()).isEqualTo("\n");
    }

    @Test
    void itsSchedulerOptionIsRead() throws IOException {
        String file = written("[sink]\nprotocol = 'csv'\n[scheduler]\nenable-table-across-nodes = true\n");

        assertThat(Settings.parse(Map.of("feed.changefeed-config", file))
                        .feed()
                        .layout()
                        .acrossNodes())
                .isTrue();
    }

    @Test
    void itsProtocolIsTheDefaultOfTheFormat() throws IOException {
        String file = written("[sink]\nprotocol = 'canal-json'\n");

        assertThat(Settings.parse(Map.of("feed.changefeed-config", file))
                        .mirror()
                        .format())
                .isEqualTo(Format.CANAL_JSON);
        assertThat(Settings.parse(Map.of("feed.changefeed-config", file, "mirror.format", "csv"))
                        .mirror()
                        .format())
                .isEqualTo(Format.CSV);
    }

    @Test
    void anEmptyTerminatorIsAnOptionThatIsSet() throws IOException {
        assertThat(Settings.parse(Map.of("feed.changefeed-config", written("[sink]\nterminator = ''\n")))
                        .feed()
                        .terminator())
                .isEmpty();
    }

    @Test
    void aFileWithoutSinkGivesTheDefaults() throws IOException {
        assertThat(Settings.parse(Map.of("feed.changefeed-config", written("force-replicate = true\n")))
                        .feed()
                        .csv()
                        .delimiter())
                .isEqualTo(",");
    }

    @Test
    void aFileThatIsNotTomlIsRefusedWithItsLine() throws IOException {
        String file = written("[sink]\nterminator = \n");

        assertThatThrownBy(() -> Settings.parse(Map.of("feed.changefeed-config", file)))
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("feed.changefeed-config=" + file + ": ")
                .hasMessageContaining("at line 2");
    }

    @Test
    void aMissingFileIsRefused() {
        String file = folder.resolve("absent.toml").toString();

        assertThatThrownBy(() -> Settings.parse(Map.of("feed.changefeed-config", file)))
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("feed.changefeed-config=" + file + ": cannot be read");
    }

    @Test
    void aWrongValueIsRefusedUnderTheNameOfItsKey() throws IOException {
        String file = written("[sink.csv]\nquote = 'long'\n");

        assertThatThrownBy(() -> Settings.parse(Map.of("feed.changefeed-config", file)))
                .hasMessage("feed.csv.quote=long: longer than one byte");
    }

    private String written(String toml) throws IOException {
        return Files.writeString(folder.resolve("changefeed.toml"), toml).toString();
    }
}
