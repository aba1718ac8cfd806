package io.tidbmirror.endtoend;

import io.tidbmirror.change.TableId;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.endtoend.CutJudge.Finding;
import io.tidbmirror.feed.MemoryFeedStore;
import io.tidbmirror.generated.DumpWriter;
import io.tidbmirror.generated.DumpWriter.Flavour;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.MemoryHeadStore;
import io.tidbmirror.land.MemoryLandingZone;
import io.tidbmirror.model.RandomHistory;
import io.tidbmirror.model.TableState;
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
    private static final String OF_A_STATEMENT = "(?s).*(stops at|columns of) version \\d+.*";

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
    private MemoryFeedStore export;
    private long cut;
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
        LandingZone dyingZone = crashes.around(LandingZone.class, zone);
        HeadStore dyingHeads = crashes.around(HeadStore.class, heads);
        if (export == null) {
            return new DirectMirror(Settings.parse(settings), feed, dyingZone, dyingHeads);
        }
        settings.put("snapshot.location", "file:export");
        try {
            return DirectMirror.loading(Settings.parse(settings), feed, export, dyingZone, dyingHeads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void step(long step) {
        try {
            switch ((int) Math.floorMod(step, 12L)) {
                case 0, 1 -> {
                    long cut = history.moveCheckpoint(step);
                    done.add("checkpoint " + cut);
                    judge(cut);
                }
                case 5 -> wish(step);
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

    /** The operator wants a table to be built again: from the changefeed, or from an export as of the last checkpoint. */
    private void wish(long step) throws IOException {
        Map<Name, TableState> tables = history.exportable(cut);
        tables.keySet().removeIf(name -> name.schema().equals("hidden"));
        boolean exports = step > 0 && !tables.isEmpty();
        if (exports) {
            MemoryFeedStore dump = new MemoryFeedStore().pagesOf(Integer.MAX_VALUE);
            DumpWriter writer = new DumpWriter(dump::put, Flavour.CSV, 2);
            for (TableState table : tables.values()) {
                writer.table(table.name(), table.keyedColumnTruths(), table.rows());
            }
            writer.metadata(cut - 1);
            export = dump;
        }
        try {
            List<Head> known = mirror.heads();
            if (!known.isEmpty()) {
                TableId table = known.get((int) Math.floorMod(step / 12, (long) known.size()))
                        .table();
                boolean heard = mirror.rebuild(table);
                done.add((heard ? "the operator wants " : "the operator cannot have ") + table + " built again"
                        + (exports ? ", with an export as of " + (cut - 1) : ""));
            }
        } catch (Crashes.Crash crash) {
            done.add("the operator's command: " + crash.getMessage());
        }
        restart(); // a running mirror looks at a stopped table again after a while
    }

    private void restart() {
        mirror = mirror();
        tables.restarted(mirror);
    }

    private void judge(long at) throws IOException {
        cut = at;
        try {
            mirror.advance();
        } catch (Crashes.Crash crash) {
            done.add(crash.getMessage());
            restart();
            mirror.advance();
        }
        crashes.disarm();
        for (Finding finding : judge.judge(at)) {
            if (finding.text().startsWith("QUARANTINED: ") && finding.text().matches(OF_A_STATEMENT)) {
                stops.add(finding);
            } else {
                wrong.add("at " + at + " " + finding.table() + " " + finding.text());
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
