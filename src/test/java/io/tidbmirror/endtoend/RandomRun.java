package io.tidbmirror.endtoend;

import io.tidbmirror.endtoend.CutJudge.Finding;
import io.tidbmirror.feed.MemoryFeedStore;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.MemoryHeadStore;
import io.tidbmirror.land.MemoryLandingZone;
import io.tidbmirror.model.RandomHistory;
import io.tidbmirror.wiring.DirectMirror;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** One random history with its mirror. */
final class RandomRun {

    /** A table may stop at a statement; never at its rows. */
    private static final String OF_A_STATEMENT = "(?s).*(stops at|from schema|columns of) version \\d+.*";

    private final long seed;
    private final List<Long> steps;
    private final Predicate<String> lost;
    private final MemoryFeedStore feed = new MemoryFeedStore().pagesOf(Integer.MAX_VALUE);
    private final RandomHistory history;
    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final MemoryTables tables;
    private final CutJudge judge;
    private final List<String> done = new ArrayList<>();
    private final Set<Finding> stops = new LinkedHashSet<>();
    private final Set<String> wrong = new LinkedHashSet<>();
    private final Crashes crashes = new Crashes();
    private DirectMirror mirror;

    private RandomRun(long seed, List<Long> steps, Predicate<String> lost) {
        this.seed = seed;
        this.steps = steps;
        this.lost = lost;
        this.history = new RandomHistory(seed, (path, bytes) -> {
            if (!lost.test(path)) {
                feed.put(path, bytes);
            }
        });
        this.mirror = mirror();
        this.tables = new MemoryTables(zone, mirror);
        this.judge = new CutJudge(
                tables, history::below, history::before, name -> !name.schema().equals("hidden"));
    }

    static RandomRun of(long seed) {
        return losing(seed, path -> false);
    }

    /** A run of which some files are never written. */
    static RandomRun losing(long seed, Predicate<String> lost) {
        Random random = new Random(~seed);
        List<Long> steps = new ArrayList<>();
        int count = 10 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            steps.add(random.nextLong());
        }
        return run(seed, steps, lost);
    }

    private static RandomRun run(long seed, List<Long> steps, Predicate<String> lost) {
        RandomRun run = new RandomRun(seed, steps, lost);
        try {
            steps.forEach(run::step);
            run.judge(run.history.end());
        } catch (IOException | RuntimeException | AssertionError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            run.wrong.add(trace.toString());
        }
        return run;
    }

    private DirectMirror mirror() {
        Map<String, String> settings = new HashMap<>(history.settings());
        settings.put("landing.zero-date", "text");
        settings.put("feed.complete", "true");
        settings.put("tables.exclude", "hidden.*");
        settings.put("batch.max-rows", seed % 3 == 0 ? "3" : "1000");
        return new DirectMirror(
                Settings.parse(settings),
                feed,
                crashes.around(LandingZone.class, zone),
                crashes.around(HeadStore.class, heads));
    }

    private void step(long step) {
        try {
            switch ((int) Math.floorMod(step, 12L)) {
                case 0, 1 -> {
                    long cut = history.moveCheckpoint(step);
                    done.add("checkpoint " + cut);
                    judge(cut);
                }
                case 2 -> {
                    history.restart(step);
                    done.add("TiCDC restarts");
                }
                case 3 -> {
                    restart();
                    done.add("the mirror restarts");
                }
                case 4 -> crashes.arm((int) Math.floorMod(step / 12, 60L), step > 0);
                default -> history.step(step);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restart() {
        mirror = mirror();
        tables.restarted(mirror);
    }

    private void judge(long cut) throws IOException {
        try {
            mirror.advance();
        } catch (Crashes.Crash crash) {
            done.add(crash.getMessage());
            restart();
            mirror.advance();
        }
        crashes.disarm();
        for (Finding finding : judge.judge(cut)) {
            if (finding.text().startsWith("QUARANTINED: ") && finding.text().matches(OF_A_STATEMENT)) {
                stops.add(finding);
            } else {
                wrong.add("at " + cut + " " + finding.table() + " " + finding.text());
            }
        }
    }

    Set<Finding> stops() {
        return stops;
    }

    Set<String> wrong() {
        return wrong;
    }

    /** The run with the fewest steps found that goes wrong too. */
    RandomRun shrunk() {
        RandomRun smallest = this;
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            int from = 0;
            while (from < smallest.steps.size()) {
                List<Long> fewer = new ArrayList<>(smallest.steps);
                fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
                RandomRun run = run(seed, fewer, lost);
                if (run.wrong.isEmpty()) {
                    from += size;
                } else {
                    smallest = run;
                }
            }
        }
        return smallest;
    }

    String report() {
        return String.join("\n", wrong) + "\n" + history.story() + "\n" + String.join("\n", done) + "\n" + stops;
    }
}
