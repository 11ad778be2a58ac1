package org.waymark.lqr.ilqr;

/** The weight μ and its schedule: {@link RegularizationOptions}. */
final class Regularization {
    private final RegularizationOptions options;
    private double weight;
    private double change;

    Regularization(RegularizationOptions options) {
        this.options = options;
        reset();
    }

    void reset() {
        weight = options.initial();
        change = 1;
    }

    double weight() {
        return weight;
    }

    double onState() {
        return options.kind() == RegularizationOptions.Kind.STATE ? weight : 0;
    }

    double onControl() {
        return options.kind() == RegularizationOptions.Kind.CONTROL ? weight : 0;
    }

    /** Returns false, and leaves μ, if it would exceed its maximum. */
    boolean rise() {
        double factor = options.factor();
        change = Math.max(factor, change * factor);
        double next = Math.max(options.min(), weight * change);
        if (next > options.max()) {
            return false;
        }
        weight = next;
        return true;
    }

    void fall() {
        double factor = options.factor();
        change = Math.min(1 / factor, change / factor);
        weight *= change;
        if (weight < options.min()) {
            weight = 0;
        }
    }
}
