package org.waymark.lqr.riccati;

import static org.waymark.lqr.riccati.Algebra.norm;
import static org.waymark.lqr.riccati.Algebra.plus;
import static org.waymark.lqr.riccati.Algebra.symmetric;
import static org.waymark.lqr.riccati.Algebra.times;
import static org.waymark.lqr.riccati.Algebra.transposedTimes;

import org.ejml.data.DMatrixRMaj;

/**
 * Newton's method for the Riccati equation (Hewer 1971), in the form that corrects: X ← X + E, E = (A+BK)ᵀE(A+BK) + residual(X).
 *
 * <p>X and its residual are carried with twice the digits. So X ends near the last digit even where the equation is ill-conditioned, and
 * so does K where B hardly reaches a large X and the digits of BᵀXB are those that X has no room for.
 */
final class Refinement {
    private static final int MOST_STEPS = 15;
    private static final int MOST_DOUBLINGS = 64;
    private static final double ROUNDING = 0x1p-53;
    private static final double ENOUGH = 0x1p-85;

    private Refinement() {}

    /**
     * The end of the iteration.
     *
     * @param x X, rounded
     * @param step what follows from X before rounding; null if R + BᵀXB is not positive definite
     * @param error how far the next step would move X, ‖E‖ / ‖X‖ by Frobenius norms: an estimate of the relative error before
     *     rounding; infinite if A + BK is not stable
     */
    record Refined(DMatrixRMaj x, RiccatiEquation.Step step, double error) {}

    /** The X of the smallest error on the way. */
    static Refined refine(RiccatiEquation e, DMatrixRMaj start) {
        LongMatrix x = LongMatrix.of(start);
        RiccatiEquation.Step step = e.step(x);
        Refined best = new Refined(start, step, Double.POSITIVE_INFINITY);
        int withoutGain = 0;
        for (int k = 0; k < MOST_STEPS && withoutGain < 2 && step != null; k++) {
            DMatrixRMaj correction = correction(step);
            if (correction == null) {
                break;
            }
            DMatrixRMaj rounded = x.rounded();
            double error = relative(correction, rounded);
            withoutGain = error < 0.5 * best.error() ? 0 : withoutGain + 1;
            if (error < best.error()) {
                best = new Refined(rounded, step, error);
            }
            if (error <= ENOUGH) {
                break;
            }
            x = x.plus(LongMatrix.of(correction));
            step = e.step(x);
        }
        return best;
    }

    /** E, by way of z = Lᵀx; null if the closed loop is not stable. */
    private static DMatrixRMaj correction(RiccatiEquation.Step step) {
        DMatrixRMaj lower = step.factor();
        DMatrixRMaj residual = Algebra.solveRight(Algebra.solveLower(lower, step.residual()), lower);
        DMatrixRMaj moved = stein(step.closedLoop(), symmetric(residual));
        return moved == null ? null : symmetric(Algebra.timesTransposed(times(lower, moved), lower));
    }

    /** ‖D‖ / ‖X‖ by Frobenius norms, or 0 if D = 0. */
    static double relative(DMatrixRMaj difference, DMatrixRMaj x) {
        double size = norm(difference);
        return size == 0 ? 0 : size / norm(x);
    }

    /** E = MᵀEM + C by Smith's doubling; null if M is not stable. */
    static DMatrixRMaj stein(DMatrixRMaj m, DMatrixRMaj c) {
        DMatrixRMaj sum = c;
        DMatrixRMaj power = m;
        for (int k = 0; k < MOST_DOUBLINGS; k++) {
            DMatrixRMaj term = symmetric(transposedTimes(power, times(sum, power)));
            sum = plus(sum, term);
            double size = norm(sum);
            if (!(size < Double.MAX_VALUE)) {
                return null;
            }
            if (norm(term) <= ROUNDING * size) {
                return sum;
            }
            power = times(power, power);
        }
        return null;
    }
}
