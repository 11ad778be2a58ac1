package org.waymark.gps.experiment;

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
     */
    record State(int[] indices, double[] target, double tolerance) implements SuccessOptions {
        public State {
            if (indices.length != target.length) {
                throw new IllegalArgumentException(
                        "target: expected " + indices.length + " numbers, found " + target.length);
            }
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
