package io.tidbmirror.benchmark;

import io.tidbmirror.benchmark.ManyFiles.Took;
import java.util.Comparator;
import java.util.List;

/**
 * By how much the time per file grows with the number of tables: round by round, as all ratios here.
 *
 * @param rounds each with two new processes
 */
record Growth(List<Round> rounds) {
    /** How many rounds there are. */
    static final int ROUNDS = 3;

    /** The same number of files in few tables and in many. */
    record Round(Took few, Took many) {
        double growth() {
            return many.microsPerFile() / few.microsPerFile() - 1;
        }
    }

    /** The runs with few and with many tables of which as many took longer as took less. */
    Round middle() {
        return new Round(
                middle(rounds.stream().map(Round::few).toList()),
                middle(rounds.stream().map(Round::many).toList()));
    }

    private static Took middle(List<Took> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Took::microsPerFile))
                .toList()
                .get(runs.size() / 2);
    }

    /** From the least to the most. */
    double[] growths() {
        return rounds.stream().mapToDouble(Round::growth).sorted().toArray();
    }
}
