package org.waymark.gps.actorcritic;

/**
 * Between which bounds a discounted sum of rewards lies, given the costs that were seen.
 *
 * <p>With r from {@code least} to {@code greatest} a step and an entropy bonus of at most α m log 2 (that of uniform actions), and no less
 * than −α times {@link #DEEPEST_ENTROPY} nats for each control, a sum lies between 1/(1 − γ) times these. Where episodes may end, sums of
 * one step or none are possible, too.
 */
final class ReturnRange {
    private static final double DEEPEST_ENTROPY = 4;

    private final double discount;
    private final int m;
    private double leastCost = Double.POSITIVE_INFINITY;
    private double greatestCost = Double.NEGATIVE_INFINITY;
    private double scale = 1;
    private double temperature;

    ReturnRange(double discount, int m) {
        this.discount = discount;
        this.m = m;
    }

    /** Takes note of a real cost. */
    void see(double cost) {
        leastCost = Math.min(leastCost, cost);
        greatestCost = Math.max(greatestCost, cost);
    }

    /** Sets what costs are divided by, and α. */
    void set(double costScale, double alpha) {
        scale = costScale;
        temperature = alpha;
    }

    double least() {
        double entropy = temperature * m * DEEPEST_ENTROPY;
        return Math.min(0, -greatestCost / scale - entropy) / (1 - discount);
    }

    double greatest() {
        double entropy = temperature * m * Math.log(2);
        return Math.max(0, -leastCost / scale + entropy) / (1 - discount);
    }

    /** The nearest number within the range. */
    double cut(double value) {
        return Math.max(least(), Math.min(greatest(), value));
    }

    /** Whether a value is not finite, or beyond the range by more than a factor. */
    boolean isDiverged(double value, double factor) {
        return !(Math.abs(value) <= factor * Math.max(-least(), greatest()));
    }
}
