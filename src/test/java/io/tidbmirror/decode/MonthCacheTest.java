package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthCacheTest {
    private final MonthCache cache = new MonthCache();

    @Test
    void everyMonthOfTheCalendarIsFoundAndFoundAgain() {
        for (int year = 1; year <= 9999; year++) {
            for (int month = 1; month <= 12; month++) {
                YearMonth expected = YearMonth.of(year, month);
                for (int i = 0; i < 2; i++) {
                    int found = cache.find(text(String.format("%04d-%02d", year, month)));
                    if (MonthCache.length(found) != expected.lengthOfMonth()
                            || MonthCache.daysBefore(found) != expected.atDay(1).toEpochDay() - 1) {
                        assertThat(found).as(expected.toString()).isNull();
                    }
                }
            }
        }
    }

    @Test
    void whatIsNoMonthHasNoDays() {
        for (String text : List.of("2024-00", "2024-13", "0000-01", "2024/01", "2o24-01", "2024-1,", "2024-0\"")) {
            for (int i = 0; i < 2; i++) {
                assertThat(MonthCache.length(cache.find(text(text)))).as(text).isZero();
            }
        }
    }

    private static long text(String month) {
        return Swar.load(('"' + month).getBytes(US_ASCII), 0);
    }
}
