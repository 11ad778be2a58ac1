package org.waymark.lqr.cost;

import java.util.Arrays;

/**
 * How much an error d costs, given a weight w_i ≥ 0 for each of its entries; with s = Σ(w_i d_i)², the value is
 *
 * <pre>
 *   SMOOTH_L1:  ½ l2 Σ w_i d_i² + l1 √(α + s)
 *   LOG:        ½ l2 Σ w_i d_i² + ½ l1 log(α + s)
 * </pre>
 *
 * <p>Note that w enters the quadratic term once and the other term squared. LOG with a small α is a funnel: it goes on pulling hard
 * when d is already small, which is what a precise placement needs (Levine, Wagener and Abbeel 2015, section V-A). Its value is
 * negative near d = 0, and ½ l1 log α where all weights are 0.
 *
 * <p>The Hessian of SMOOTH_L1 is exact. That of LOG is exact in the quadratic term, while of the logarithm it is
 * l1 [diag(w²)/q − vvᵀ/q²], q = α + s, v_i = w_i² d_i, where the true second derivative has 2 vvᵀ/q². This is the form of the 2017
 * reference implementation (cbfinn/gps). It is kept on purpose: for equal weights it has no negative eigenvalue ((α + s)/q² ≥ s/q²),
 * whereas the true Hessian is indefinite as soon as s > α, along the very direction in which d is to shrink.
 *
 * @param l1 weight of the square root or logarithm, ≥ 0
 * @param l2 weight of the quadratic, ≥ 0
 * @param alpha α > 0, in units of (w·d)²: below √α the penalty is round
 * @param kind square root or logarithm
 */
public record Penalty(double l1, double l2, double alpha, Kind kind) {
    /** The form of the l1 term. */
    public enum Kind {
        /** √(α + s). */
        SMOOTH_L1,
        /** ½ log(α + s). */
        LOG
    }

    public Penalty {
        Require.nonNegative("penalty: l1", l1);
        Require.nonNegative("penalty: l2", l2);
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("penalty: alpha: expected a finite number > 0, found " + alpha);
        }
    }

    /** ½ Σ w_i d_i². */
    public static Penalty squared() {
        return new Penalty(0, 1, 1, Kind.SMOOTH_L1);
    }

    /**
     * The penalty of d.
     *
     * @param d [n]; not modified
     * @param weights w, [n]; not modified
     */
    public double value(double[] d, double[] weights) {
        double quadratic = 0;
        double s = 0;
        for (int i = 0; i < d.length; i++) {
            double wd = weights[i] * d[i];
            quadratic += wd * d[i];
            s += wd * wd;
        }
        double value = 0.5 * l2 * quadratic;
        return l1 == 0 ? value : value + outer(s);
    }

    /** The penalty of any d where all weights are 0. */
    double valueWithoutWeights() {
        return l1 == 0 ? 0 : outer(0);
    }

    /**
     * Returns the penalty of d and writes its derivatives with respect to d.
     *
     * @param d [n]; not modified
     * @param weights w, [n]; not modified
     * @param gradient [n]; overwritten
     * @param hessian [n × n], symmetric to the last bit; overwritten; see above for its form under LOG
     */
    public double expand(double[] d, double[] weights, double[] gradient, double[] hessian) {
        int n = d.length;
        Arrays.fill(hessian, 0);
        double quadratic = 0;
        double s = 0;
        for (int i = 0; i < n; i++) {
            double wd = weights[i] * d[i];
            quadratic += wd * d[i];
            s += wd * wd;
            gradient[i] = l2 * wd;
            hessian[i * n + i] = l2 * weights[i];
        }
        double value = 0.5 * l2 * quadratic;
        if (l1 == 0) {
            return value;
        }
        // With r = √q or r = q, both forms read: gradient l1 v/r, Hessian l1 [diag(w²)/r − vvᵀ/(r q)]
        double q = alpha + s;
        double r = kind == Kind.LOG ? q : Math.sqrt(q);
        double bend = l1 / (r * q);
        for (int i = 0; i < n; i++) {
            double wi = weights[i] * weights[i];
            double vi = wi * d[i];
            gradient[i] += l1 * vi / r;
            hessian[i * n + i] += l1 * wi / r;
            for (int j = 0; j < n; j++) {
                hessian[i * n + j] -= bend * (vi * (weights[j] * weights[j] * d[j]));
            }
        }
        return value + outer(s);
    }

    private double outer(double s) {
        return kind == Kind.LOG ? 0.5 * l1 * Math.log(alpha + s) : l1 * Math.sqrt(alpha + s);
    }
}
