package org.waymark.lqr.ilqr;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The quadratic problem of one time step,
 *
 * <pre>
 *   min ½δᵀHδ + gᵀδ   s.t. lower ≤ δ ≤ upper,
 * </pre>
 *
 * by projected Newton steps (Bertsekas 1982; Tassa, Mansard and Todorov 2014, section III). Warm-started; workspace, allocates nothing.
 */
final class BoxQuadratic {
    private static final int MAX_ITERATIONS = 100;
    private static final double ARMIJO = 0.1;
    private static final double SHRINK = 0.6;
    private static final double MIN_STEP = 1e-20;

    private final int m;
    private final double[] slope;
    private final double[] step;
    private final double[] trial;
    /** Cholesky factor of the rows and columns of H that are free. */
    private final double[] factor;

    private final boolean[] clamped;
    private final boolean[] wasClamped;
    private final int[] free;
    private int freeCount;

    BoxQuadratic(int m) {
        this.m = m;
        slope = new double[m];
        step = new double[m];
        trial = new double[m];
        factor = new double[m * m];
        clamped = new boolean[m];
        wasClamped = new boolean[m];
        free = new int[m];
    }

    /**
     * Solves.
     *
     * @param h H, [m × m]; not modified
     * @param g [m]; not modified
     * @param delta in: a first guess; out: the solution
     * @return false if the free block of H is not positive definite
     */
    boolean solve(double[] h, double[] g, double[] lower, double[] upper, double[] delta) {
        return solveInside(h, g, lower, upper, delta) || solveProjected(h, g, lower, upper, delta);
    }

    /** The minimum without limits; false if it lies beyond one, or H is not positive definite. */
    private boolean solveInside(double[] h, double[] g, double[] lower, double[] upper, double[] delta) {
        Arrays.fill(clamped, false);
        System.arraycopy(g, 0, slope, 0, m);
        if (!factorFree(h)) {
            return false;
        }
        newtonStep();
        for (int i = 0; i < m; i++) {
            if (!(step[i] >= lower[i] && step[i] <= upper[i])) {
                return false;
            }
        }
        System.arraycopy(step, 0, delta, 0, m);
        return true;
    }

    private boolean solveProjected(double[] h, double[] g, double[] lower, double[] upper, double[] delta) {
        for (int i = 0; i < m; i++) {
            delta[i] = Math.max(lower[i], Math.min(upper[i], delta[i]));
        }
        double value = value(h, g, delta);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            findClamped(h, g, lower, upper, delta);
            if ((iteration == 0 || !Arrays.equals(clamped, wasClamped)) && !factorFree(h)) {
                return false;
            }
            System.arraycopy(clamped, 0, wasClamped, 0, m);
            newtonStep();
            double decrease = slopeAlongStep();
            if (freeCount == 0 || decrease <= 1e-18 * (1 + Math.abs(value))) {
                return finish(delta, lower, upper);
            }
            double next = search(h, g, lower, upper, delta, value);
            if (!(next < value)) {
                return true;
            }
            value = next;
        }
        return true;
    }

    private void findClamped(double[] h, double[] g, double[] lower, double[] upper, double[] delta) {
        for (int i = 0; i < m; i++) {
            double sum = g[i];
            for (int j = 0; j < m; j++) {
                sum += h[i * m + j] * delta[j];
            }
            slope[i] = sum;
            clamped[i] = delta[i] == lower[i] && sum > 0 || delta[i] == upper[i] && sum < 0;
        }
    }

    private boolean factorFree(double[] h) {
        freeCount = 0;
        for (int i = 0; i < m; i++) {
            if (!clamped[i]) {
                free[freeCount++] = i;
            }
        }
        for (int i = 0; i < freeCount; i++) {
            for (int j = 0; j <= i; j++) {
                factor[i * freeCount + j] = h[free[i] * m + free[j]];
            }
        }
        return freeCount == 0 || Cholesky.factor(factor, 0, freeCount);
    }

    /** step = −H_ff⁻¹ slope_f, in the first entries. */
    private void newtonStep() {
        for (int i = 0; i < freeCount; i++) {
            step[i] = -slope[free[i]];
        }
        solveFactored(step);
    }

    private double slopeAlongStep() {
        double sum = 0;
        for (int i = 0; i < freeCount; i++) {
            sum -= slope[free[i]] * step[i];
        }
        return sum;
    }

    /** The last Newton step, too small to change the value, still adds digits: takes it within the limits. */
    private boolean finish(double[] delta, double[] lower, double[] upper) {
        for (int i = 0; i < freeCount; i++) {
            int at = free[i];
            delta[at] = Math.max(lower[at], Math.min(upper[at], delta[at] + step[i]));
        }
        return true;
    }

    /** Backtracks along the projected step; returns the new value, with {@code delta} moved, or the old one. */
    private double search(double[] h, double[] g, double[] lower, double[] upper, double[] delta, double value) {
        for (double length = 1; length > MIN_STEP; length *= SHRINK) {
            System.arraycopy(delta, 0, trial, 0, m);
            for (int i = 0; i < freeCount; i++) {
                int at = free[i];
                trial[at] = Math.max(lower[at], Math.min(upper[at], delta[at] + length * step[i]));
            }
            double next = value(h, g, trial);
            double promised = 0;
            for (int i = 0; i < freeCount; i++) {
                promised += slope[free[i]] * (delta[free[i]] - trial[free[i]]);
            }
            if (value - next >= ARMIJO * promised) {
                System.arraycopy(trial, 0, delta, 0, m);
                return next;
            }
        }
        return value;
    }

    private double value(double[] h, double[] g, double[] delta) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            double row = 0;
            for (int j = 0; j < m; j++) {
                row += h[i * m + j] * delta[j];
            }
            sum += delta[i] * (g[i] + 0.5 * row);
        }
        return sum;
    }

    private void solveFactored(double[] b) {
        for (int i = 0; i < freeCount; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i * freeCount + k] * b[k];
            }
            b[i] = sum / factor[i * freeCount + i];
        }
        for (int i = freeCount - 1; i >= 0; i--) {
            double sum = b[i];
            for (int k = i + 1; k < freeCount; k++) {
                sum -= factor[k * freeCount + i] * b[k];
            }
            b[i] = sum / factor[i * freeCount + i];
        }
    }

    /**
     * Writes K = −H_ff⁻¹ Q_ux of the solution found: rows of clamped controls are zero.
     *
     * @param cross Q_ux, [m × n]; not modified
     * @param gain K, [m × n]; overwritten
     */
    void gain(double[] cross, int n, double[] gain) {
        Arrays.fill(gain, 0);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < freeCount; i++) {
                step[i] = -cross[free[i] * n + j];
            }
            solveFactored(step);
            for (int i = 0; i < freeCount; i++) {
                gain[free[i] * n + j] = step[i];
            }
        }
    }
}
