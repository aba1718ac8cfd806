package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.delimited.DelimitedFormat;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIMESTAMP is written in the zone of the TiCDC server and landed in UTC; DATETIME has no zone and is left alone. */
class TimeZoneOfTheServerTest {
    private static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.HEX, false, false, false, "\n");

    /** Of this century, so that the row is read in one pass. */
    private static final long TSO = 470612650486661120L;

    private static List<String> read(String zone, ZeroDate zeroDate, String time) throws IOException {
        return Printed.rows(source(zone, zeroDate, time));
    }

    private static ChangeSource source(String zone, ZeroDate zeroDate, String time) {
        String line = "\"I\",\"t\",\"s\"," + TSO + ",1,\"" + time + "\",\"" + time + "\"\n";
        TimeRules rules = new TimeRules(zeroDate, ZoneId.of(zone));
        return new CsvDecoder(OPTIONS, rules, Chunk.BYTES, new DelimitedFormat().rowForm())
                .decode(
                        new MemoryBytes("CDC1.csv", line.getBytes(UTF_8)),
                        Tables.table("s.t", 1, zeroDate, "id int key; ts timestamp(6); dt datetime(6)"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,              2024-03-10 02:30:00.5, 2024-03-10T02:30:00.500, 2024-03-10T02:30:00.500",
        "+08:00,           2024-03-10 02:30:00.5, 2024-03-09T18:30:00.500, 2024-03-10T02:30:00.500",
        "Asia/Tokyo,       1970-01-01 09:00:01,   1970-01-01T00:00:01,     1970-01-01T09:00:01",
        "America/New_York, 2024-03-10 03:00:00,   2024-03-10T07:00,        2024-03-10T03:00",
        "America/New_York, 2024-03-10 01:59:59,   2024-03-10T06:59:59,     2024-03-10T01:59:59"
    })
    void aTimestampLandsInUtc(String zone, String written, String timestamp, String datetime) throws IOException {
        assertThat(read(zone, ZeroDate.NULL, written))
                .containsExactly("I " + TSO + " | 1 | " + timestamp + " | " + datetime);
    }

    @ParameterizedTest
    @CsvSource({"2024-03-10 02:30:00, never", "2024-11-03 01:30:00, twice"})
    void aTimeThatClocksShowNeverOrTwiceIsRefused(String written, String how) {
        assertThatThrownBy(() -> read("America/New_York", ZeroDate.NULL, written))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("clocks of America/New_York show " + how)
                .hasMessageContaining("feed.time-zone");
    }

    @ParameterizedTest
    @CsvSource({"UTC, true", "+08:00, false"})
    void aTimestampOfAnotherZoneIsNotCopiedIntoADelimitedFile(String zone, boolean copied) throws IOException {
        ChangeSource source = source(zone, ZeroDate.NULL, "2024-03-10 02:30:00.500000");
        try (ChangeCursor cursor = source.open(CommitRange.ALL, RowChoice.ALL, 0)) {
            assertThat(Objects.requireNonNull(cursor.next()).hasTexts()).isEqualTo(copied);
        }
    }

    @Test
    void aZeroTimestampIsNotShifted() throws IOException {
        assertThat(read("+08:00", ZeroDate.NULL, "0000-00-00 00:00:00")).containsExactly("I " + TSO + " | 1 | ~ | ~");
        assertThat(read("+08:00", ZeroDate.CLAMP, "0000-00-00 00:00:00"))
                .containsExactly("I " + TSO + " | 1 | 0001-01-01T00:00 | 0001-01-01T00:00");
    }
}
