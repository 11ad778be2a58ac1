package org.waymark.gps.experiment;

import java.util.Arrays;
import java.util.Optional;

/** When a rollout has succeeded, judged by its last state. */
public sealed interface SuccessOptions {
    /**
     * Euclidean distance of the plant's stacked end-effector points from a target.
     *
     * @param target stacked target points, in metres
     * @param tolerance in metres
     */
    record Points(double[] target, double tolerance) implements SuccessOptions {}

    /**
     * Euclidean distance of some entries of the state from a target.
     *
     * @param indices entries of the state
     * @param target as many numbers
     * @param tolerance in the units of the state
     * @param angles those of the entries, by their numbers in the state, that are angles in radians: full turns do not count; none if
     *     left out
     */
    record State(int[] indices, double[] target, double tolerance, Optional<int[]> angles) implements SuccessOptions {
        public State {
            if (indices.length != target.length) {
                throw new IllegalArgumentException(
                        "target: expected " + indices.length + " numbers, found " + target.length);
            }
            for (int angle : angles.orElse(new int[0])) {
                if (Arrays.stream(indices).noneMatch(index -> index == angle)) {
                    throw new IllegalArgumentException(
                            "angles: expected some of indices " + Arrays.toString(indices) + ", found " + angle);
                }
            }
        }

        /** How far {@code value} is from {@code target[i]}; angles the shorter way round. */
        double difference(int i, double value) {
            double d = value - target[i];
            boolean turns = Arrays.stream(angles.orElse(new int[0])).anyMatch(angle -> angle == indices[i]);
            return turns ? Math.IEEEremainder(d, 2 * Math.PI) : d;
        }
    }

    /**
     * An entry of the state is beyond a threshold.
     *
     * @param entry its name in the plant, with or without the unit, or its number
     * @param above it must be greater than this, if given
     * @param below it must be less than this, if given
     */
    record Threshold(String entry, Optional<Double> above, Optional<Double> below) implements SuccessOptions {
        public Threshold {
            if (above.isEmpty() && below.isEmpty()) {
                throw new IllegalArgumentException("entry: expected above or below beside it, found neither");
            }
        }
    }

    /**
     * Distance of two sites of a {@code mujoco} task.
     *
     * @param from one of task.sites
     * @param to another one
     * @param tolerance in metres
     */
    record Distance(String from, String to, double tolerance) implements SuccessOptions {}
}
