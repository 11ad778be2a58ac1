package org.waymark.lqr.ilqr;

/**
 * How the steps are kept small enough for the quadratic model to hold (Tassa, Erez and Todorov 2012, section II-F).
 *
 * <p>The weight μ falls after an accepted step and rises when a Q_uu is not positive definite or no step is accepted; the factor of
 * change grows geometrically while the direction stays the same:
 *
 * <pre>
 *   rise:  δ ← max(δ₀, δ·δ₀),      μ ← max(μ_min, μ·δ)
 *   fall:  δ ← min(1/δ₀, δ/δ₀),    μ ← μ·δ, or 0 if that is below μ_min
 * </pre>
 *
 * @param kind what μ is added to
 * @param initial μ before the first step, ≥ 0
 * @param factor δ₀, > 1
 * @param min μ_min, > 0: a smaller μ is 0
 * @param max μ_max, above {@code min}: when μ would rise above it, the solver gives up
 */
public record RegularizationOptions(Kind kind, double initial, double factor, double min, double max) {
    /** What μ is added to. */
    public enum Kind {
        /** μI to V'_xx inside Q_uu and Q_ux: keeps the new states near the old ones, whatever control that takes. */
        STATE,
        /** μI to Q_uu: keeps the new controls near the old ones (Levenberg-Marquardt). */
        CONTROL
    }

    /** @throws IllegalArgumentException if a number is outside its range */
    public RegularizationOptions {
        Checks.present("regularization.kind", kind);
        Checks.notNegative("regularization.initial", initial);
        Checks.within("regularization.factor", factor, 1, Double.POSITIVE_INFINITY);
        Checks.within("regularization.min", min, 0, Double.POSITIVE_INFINITY);
        Checks.within("regularization.max", max, min, Double.POSITIVE_INFINITY);
    }

    public static RegularizationOptions defaults() {
        return new RegularizationOptions(Kind.CONTROL, 0, 1.6, 1e-6, 1e10);
    }

    public RegularizationOptions withKind(Kind value) {
        return new RegularizationOptions(value, initial, factor, min, max);
    }

    public RegularizationOptions withInitial(double value) {
        return new RegularizationOptions(kind, value, factor, min, max);
    }

    public RegularizationOptions withFactor(double value) {
        return new RegularizationOptions(kind, initial, value, min, max);
    }

    public RegularizationOptions withMin(double value) {
        return new RegularizationOptions(kind, initial, factor, value, max);
    }

    public RegularizationOptions withMax(double value) {
        return new RegularizationOptions(kind, initial, factor, min, value);
    }
}
