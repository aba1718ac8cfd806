package io.tidbmirror.benchmark;

import io.tidbmirror.benchmark.Contestant.Mirror;
import io.tidbmirror.benchmark.Contestant.Peaks;
import io.tidbmirror.benchmark.Contestant.Setting;
import io.tidbmirror.benchmark.Contestant.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rounds in which each contestant converts the same file, one after another, each time beginning with another one. */
final class Race {
    private static final String TEXT_NULL = "polars";
    private static final int PROFILED = 30;

    /** Small files that the mirror lands before the rounds, and how many of them make a file of a round. */
    private static final int SMALL_FILES = 4_000;

    private static final int PARTS = 256;

    private final Setting setting;
    private final List<Contestant> contestants;
    private final Plan plan;
    private final Map<Contestant, List<Turn>> turns = new LinkedHashMap<>();

    /**
     * How long a race is.
     *
     * @param data folder of the generated files
     * @param bytes of a file
     * @param warmUps rounds that do not count
     * @param rounds rounds that do
     */
    record Plan(Path data, long bytes, int warmUps, int rounds) {
        /** Number of the first round's file. */
        int first() {
            return SMALL_FILES + 1;
        }

        /** Whether peers take part in a round: they have no compiler that has to warm up, so one round does for them. */
        boolean isForAll(int number) {
            return number == first() || number >= first() + warmUps - 1;
        }

        /** Number behind that of the last round's file. */
        int end() {
            return first() + warmUps + rounds;
        }
    }

    Race(Setting setting, List<Contestant> contestants, Plan plan) {
        this.setting = setting;
        this.contestants = contestants;
        this.plan = plan;
    }

    /** The scores in the order of the contestants; an output that differs ends the race. */
    List<Score> run() throws IOException {
        Machine.delete(setting.folder());
        Files.createDirectories(setting.folder());
        try {
            for (Contestant contestant : contestants) {
                contestant.start(setting);
                turns.put(contestant, new ArrayList<>());
                warmUp(contestant);
            }
            for (int number = plan.first(); number < plan.end(); number++) {
                if (number == plan.first() + plan.warmUps()) {
                    for (Contestant contestant : contestants) {
                        contestant.measure();
                        turns.get(contestant).clear();
                    }
                }
                round(number);
            }
            return scores();
        } finally {
            contestants.forEach(Contestant::close);
            Machine.delete(setting.folder());
        }
    }

    /** A mirror that has been running for a while has compiled what it does once for each file or page, too. */
    private void warmUp(Contestant contestant) throws IOException {
        for (int number = 1; contestant instanceof Mirror mirror && number <= SMALL_FILES; number++) {
            Path file = setting.data().file(plan.data(), number, plan.bytes() / PARTS);
            mirror.forget(mirror.turn(file, number).files());
            mirror.expire(number);
        }
    }

    private void round(int number) throws IOException {
        Path file = setting.data().file(plan.data(), number, plan.bytes());
        Machine.load(file);
        Map<Contestant, Turn> round = new LinkedHashMap<>();
        for (int i = 0; i < contestants.size(); i++) {
            Contestant contestant = contestants.get((i + number) % contestants.size());
            if (contestant instanceof Mirror || plan.isForAll(number)) {
                round.put(contestant, contestant.turn(file, number));
            }
        }
        if (contestants.size() > 1 && Python.isThere() && plan.isForAll(number)) {
            compare(number, round);
        }
        for (Map.Entry<Contestant, Turn> turn : round.entrySet()) {
            turns.get(turn.getKey()).add(turn.getValue());
            turn.getKey().forget(turn.getValue().files());
        }
    }

    /** All values in the first round, a checksum of them in the others. */
    private void compare(int number, Map<Contestant, Turn> round) throws IOException {
        Turn first = null;
        for (Contestant contestant : contestants) {
            Turn turn = round.get(contestant);
            if (!turn.files().get(0).toString().endsWith(".parquet")) {
                continue;
            }
            if (first == null) {
                first = turn;
                continue;
            }
            String answer = Judge.of(setting)
                    .compare(
                            number == plan.first(),
                            first.files(),
                            turn.files(),
                            contestant.name().startsWith(TEXT_NULL));
            if (!answer.startsWith("equal")) {
                throw new IOException("file " + number + " of " + setting.data().word() + ": what "
                        + contestants.get(0).name() + " and " + contestant.name() + " made is " + answer);
            }
        }
    }

    private List<Score> scores() throws IOException {
        List<Score> scores = new ArrayList<>();
        for (Contestant contestant : contestants) {
            Peaks peaks = contestant.peaks();
            List<Turn> counted = List.copyOf(turns.get(contestant));
            List<String> shares = List.of(contestant.shares(() -> profiled(contestant)));
            scores.add(
                    new Score(setting, contestant.name(), contestant.threads(), plan.bytes(), counted, peaks, shares));
        }
        return scores;
    }

    /** Turns behind those that count. */
    private void profiled(Contestant contestant) throws IOException {
        for (int number = plan.end(); number < plan.end() + PROFILED; number++) {
            Path file = setting.data().file(plan.data(), number, plan.bytes());
            Machine.load(file);
            contestant.forget(contestant.turn(file, number).files());
        }
    }
}
