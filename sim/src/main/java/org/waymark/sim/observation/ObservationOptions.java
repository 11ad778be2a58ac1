package org.waymark.sim.observation;

import java.util.Arrays;
import java.util.List;

/**
 * What the global policy is to see of a plant, in the plant's own words. Immutable: arrays are copied in and out.
 *
 * <p>An entry is a name of the plant's observation with or without its unit ({@code elbow position}), a pattern of names with {@code *}
 * for any letters ({@code * velocity}, {@code *} for all), a number or a range of numbers counted from zero ({@code 3}, {@code 0..13},
 * both ends included), or {@code points} for the plant's end-effector points.
 *
 * @param entries what is observed, in this order; nothing twice
 * @param noise standard deviation of Gaussian noise on it, in its units: one number for all, or one for each observed number
 * @param delay how many control steps the observation lags behind, ≥ 0; until the first reading arrives it is repeated
 * @param history how many readings the observation holds, the newest first, ≥ 1; those before the rollout are its first reading
 */
public record ObservationOptions(List<String> entries, double[] noise, int delay, int history) {
    /** Stands for everything. */
    static final String ALL = "*";

    public ObservationOptions {
        entries = List.copyOf(entries);
        noise = noise.clone();
        require(!entries.isEmpty(), "entries: expected at least one");
        require(noise.length > 0, "noise: expected at least one number");
        for (int i = 0; i < noise.length; i++) {
            require(
                    noise[i] >= 0 && noise[i] < Double.POSITIVE_INFINITY,
                    "noise[" + i + "]: expected ≥ 0, found " + noise[i]);
        }
        int longest = ObservationLayout.LONGEST;
        require(delay >= 0 && delay <= longest, "delay: expected 0…" + longest + " control steps, found " + delay);
        require(history >= 1 && history <= longest, "history: expected 1…" + longest + " readings, found " + history);
    }

    /** Everything the plant shows, exactly and at once. */
    public static ObservationOptions defaults() {
        return new ObservationOptions(List.of(ALL), new double[1], 0, 1);
    }

    public ObservationOptions withEntries(String... value) {
        return new ObservationOptions(List.of(value), noise, delay, history);
    }

    public ObservationOptions withNoise(double... value) {
        return new ObservationOptions(entries, value, delay, history);
    }

    public ObservationOptions withDelay(int steps) {
        return new ObservationOptions(entries, noise, steps, history);
    }

    public ObservationOptions withHistory(int readings) {
        return new ObservationOptions(entries, noise, delay, readings);
    }

    /** Whether anything of it is random. */
    public boolean random() {
        return Arrays.stream(noise).anyMatch(deviation -> deviation > 0);
    }

    @Override
    public double[] noise() {
        return noise.clone();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservationOptions o
                && entries.equals(o.entries)
                && Arrays.equals(noise, o.noise)
                && delay == o.delay
                && history == o.history;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * entries.hashCode() + Arrays.hashCode(noise)) + 31 * delay + history;
    }

    @Override
    public String toString() {
        return entries + ", noise " + Arrays.toString(noise) + ", delay " + delay + ", history " + history;
    }
}
