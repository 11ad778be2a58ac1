package org.waymark.lqr.constrained;

import java.util.Locale;

/**
 * One outer iteration: an inner solve, and the constraints where it ended.
 *
 * @param number counted from 1
 * @param cost Σ ℓ + ℓ_f, without multipliers and penalties
 * @param violation the largest |h| or max(g, 0)
 * @param residual the largest violation or lack of complementarity |min(−g, λ)|
 * @param penalty the largest ρ of the inner solve
 * @param innerIterations of the inner solve
 * @param innerTolerance on the gradient that the inner solve was asked for
 */
public record OuterIteration(
        int number,
        double cost,
        double violation,
        double residual,
        double penalty,
        int innerIterations,
        double innerTolerance) {
    /** The heads of the columns of {@link #toString}. */
    public static String header() {
        return "outer              cost  violation   residual    penalty  inner  tolerance";
    }

    /** One aligned row. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%5d %17.10g %10.2e %10.2e %10.2e %6d %10.1e",
                number,
                cost,
                violation,
                residual,
                penalty,
                innerIterations,
                innerTolerance);
    }
}
