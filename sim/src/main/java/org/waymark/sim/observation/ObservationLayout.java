package org.waymark.sim.observation;

import java.util.Arrays;

/**
 * Which numbers are observed, how noisy, how late and how many of them. Immutable: arrays are copied in and out.
 *
 * @param entries which entries of what the simulator itself shows, followed by its points, if there are any; distinct, at least one
 * @param deviations as many; standard deviation σ of the noise of each entry, in its unit, ≥ 0
 * @param delay d, age of the newest reading, in control steps, ≥ 0
 * @param history k, number of readings, one control step apart, ≥ 1
 */
public record ObservationLayout(int[] entries, double[] deviations, int delay, int history) {
    /** No window and no delay is longer, in control steps. */
    static final int LONGEST = 10_000;

    public ObservationLayout {
        entries = entries.clone();
        deviations = deviations.clone();
        require(entries.length > 0, "entries: expected at least one");
        for (int i = 0; i < entries.length; i++) {
            require(entries[i] >= 0, "entries[" + i + "]: expected ≥ 0, found " + entries[i]);
        }
        require(
                Arrays.stream(entries).distinct().count() == entries.length,
                "entries: expected distinct ones, found " + Arrays.toString(entries));
        require(
                deviations.length == entries.length,
                "deviations: expected " + entries.length + " numbers, found " + deviations.length);
        for (int i = 0; i < deviations.length; i++) {
            require(
                    deviations[i] >= 0 && deviations[i] < Double.POSITIVE_INFINITY,
                    "deviations[" + i + "]: expected ≥ 0, found " + deviations[i]);
        }
        require(delay >= 0 && delay <= LONGEST, "delay: expected 0…" + LONGEST + " control steps, found " + delay);
        require(history >= 1 && history <= LONGEST, "history: expected 1…" + LONGEST + " readings, found " + history);
    }

    /** These entries, exactly and at once. */
    public static ObservationLayout of(int... entries) {
        return new ObservationLayout(entries, new double[entries.length], 0, 1);
    }

    public ObservationLayout withDeviations(double... value) {
        return new ObservationLayout(entries, value, delay, history);
    }

    public ObservationLayout withDelay(int steps) {
        return new ObservationLayout(entries, deviations, steps, history);
    }

    public ObservationLayout withHistory(int readings) {
        return new ObservationLayout(entries, deviations, delay, readings);
    }

    /** Length of the observation: entries × history. */
    public int size() {
        return entries.length * history;
    }

    @Override
    public int[] entries() {
        return entries.clone();
    }

    @Override
    public double[] deviations() {
        return deviations.clone();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservationLayout o
                && Arrays.equals(entries, o.entries)
                && Arrays.equals(deviations, o.deviations)
                && delay == o.delay
                && history == o.history;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(entries) + Arrays.hashCode(deviations)) + 31 * delay + history;
    }

    @Override
    public String toString() {
        return "entries " + Arrays.toString(entries) + ", deviations " + Arrays.toString(deviations) + ", delay "
                + delay + ", history " + history;
    }
}
