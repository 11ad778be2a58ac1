package org.waymark.gps.experiment;

/** When a rollout has succeeded: a distance at its last state is small enough. */
public sealed interface SuccessOptions {
    /** Largest distance that counts as success. */
    double tolerance();

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
}
