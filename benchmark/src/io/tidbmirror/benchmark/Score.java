package io.tidbmirror.benchmark;

import io.tidbmirror.benchmark.Contestant.Peaks;
import io.tidbmirror.benchmark.Contestant.Setting;
import io.tidbmirror.benchmark.Contestant.Turn;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a contestant did in the rounds that count. */
record Score(
        Setting setting, String name, int threads, long bytes, List<Turn> turns, Peaks peaks, List<String> shares) {
    double medianMillis() {
        return median(wall()) / 1e6;
    }

    double leastMillis() {
        return wall()[0] / 1e6;
    }

    double medianCpuMillis() {
        return median(sorted(Turn::cpuNanos)) / 1e6;
    }

    double megabytesPerSecond() {
        return bytes / 1e6 / (medianMillis() / 1e3);
    }

    /** How many times as long another one took, round by round, in ascending order. */
    double[] times(Score other) {
        double[] times = new double[turns.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = (double) other.turns.get(i).wallNanos() / turns.get(i).wallNanos();
        }
        java.util.Arrays.sort(times);
        return times;
    }

    /** The same of processor time. */
    double cpuTimes(Score other) {
        return other.medianCpuMillis() / medianCpuMillis();
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private double[] wall() {
        return sorted(Turn::wallNanos);
    }

    private double[] sorted(ToLongFunction<Turn> value) {
        return turns.stream()
                .mapToDouble(turn -> value.applyAsLong(turn))
                .sorted()
                .toArray();
    }
}
