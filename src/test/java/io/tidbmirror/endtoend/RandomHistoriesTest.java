package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.endtoend.CutJudge.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a TiDB with its changefeed, mirrored with restarts and replays, judged at every checkpoint.
 *
 * <p>{@code -Dseeds=N} runs N of them; {@code -Dseed=K} runs one again, and tells its whole story.
 */
class RandomHistoriesTest {

    private static final int SEEDS = Integer.getInteger("seeds", 2_000);
    private static final int ENOUGH = 3;
    private static final int LOSSES = 60;
    private static final Long ONE = Long.getLong("seed");

    @Test
    void theLandingZoneIsRightAtEveryCheckpoint() {
        Map<Long, String> failures = new ConcurrentSkipListMap<>();
        Map<String, Integer> stops = new ConcurrentSkipListMap<>();
        LongStream seeds = ONE == null ? LongStream.range(0, SEEDS) : LongStream.of(ONE);
        seeds.parallel().filter(seed -> failures.size() < ENOUGH).forEach(seed -> {
            RandomRun run = RandomRun.of(seed);
            for (Finding stop : run.stops()) {
                stops.merge(reason(stop), 1, Integer::sum);
            }
            if (!run.wrong().isEmpty()) {
                failures.put(seed, run.shrunk().report());
            } else if (ONE != null) {
                System.out.println(run.report());
            }
        });
        print(stops);
        assertThat(failures).as("run one again with -Dseed=K").isEmpty();
    }

    /** The judge is not blind: where a data file is lost, most histories go wrong. */
    @Test
    void aLostDataFileIsNoticed() {
        int noticed = 0;
        for (long seed = 0; seed < LOSSES; seed++) {
            RandomRun run = RandomRun.losing(seed, path -> path.matches(".*/CDC0*1\\.(csv|json)"));
            noticed += run.wrong().isEmpty() ? 0 : 1;
        }
        assertThat(noticed).isGreaterThan(LOSSES * 2 / 3);
    }

    /** What a message says behind names and numbers. */
    private static String reason(Finding stop) {
        return stop.text().replaceAll("(?s)^.*\\): |\\d{6,}|'[^']*'", "").replaceAll("[;:,].*", "");
    }

    private static void print(Map<String, Integer> stops) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(stops).forEach((reason, count) -> lines.add(String.format("%6d  %s", count, reason)));
        System.out.println("tables that stopped, by reason:\n" + String.join("\n", lines));
    }
}
