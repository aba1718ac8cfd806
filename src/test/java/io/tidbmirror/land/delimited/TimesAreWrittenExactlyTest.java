package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Days and times as text, compared with what the JDK makes of them. */
class TimesAreWrittenExactlyTest {
    private static final int RANDOM = 4_000;

    private final Random random = new Random(20261126);

    @Test
    void everyDayOfACycleOfTheCalendarAndTheEndsOfIt() {
        LongVector vector = new LongVector();
        LongStream cycle = LongStream.range(
                LocalDate.of(1800, 1, 1).toEpochDay(), LocalDate.of(2200, 1, 1).toEpochDay());
        LongStream ends = LongStream.of(
                LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay());
        List<String> days = LongStream.concat(cycle, ends)
                .peek(vector::add)
                .mapToObj(day -> LocalDate.ofEpochDay(day).toString())
                .toList();

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.DATE), 0, vector).equals(days))
                .isTrue();
    }

    @Test
    void timestampsOfEveryScale() {
        for (int scale = 0; scale <= 6; scale++) {
            DateTimeFormatter form =
                    DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss" + (scale == 0 ? "" : "." + "S".repeat(scale)));
            long unit = (long) Math.pow(10, 6 - scale);
            LongVector vector = new LongVector();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < RANDOM; i++) {
                LocalDateTime time = LocalDateTime.of(
                        1 + random.nextInt(9999),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60));
                long micros = time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + random.nextInt(1_000_000) / unit * unit;
                vector.add(micros);
                texts.add(form.format(LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                        ZoneOffset.UTC)));
            }

            assertThat(DelimitedCells.of(ValueType.of(ValueKind.TIMESTAMP), scale, vector))
                    .isEqualTo(texts);
        }
    }

    @Test
    void aTimestampFinerThanItsColumnIsNotCut() {
        LongVector vector = new LongVector();
        vector.add(1);

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.TIMESTAMP), 3, vector))
                .containsExactly("1970-01-01 00:00:00.000001");
    }
}
