package org.waymark.lqr.pathintegral;

import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.cost.CostExpansion;

/**
 * What each step of each rollout cost: ℓ(x_t,u_t,t) for t &lt; T, then ℓ_f(x_T).
 *
 * <p>Immutable; every number in it is finite, and so is every cost-to-go Σ_{τ≥t} ℓ_τ + ℓ_f.
 */
public final class SampledCosts {
    private final double[][] steps;
    private final double[][] toGo;
    /** Named in errors. */
    private final int cluster;

    private SampledCosts(double[][] steps, String quantity, int cluster) {
        this.steps = steps;
        this.cluster = cluster;
        this.toGo = new double[steps.length][];
        for (int n = 0; n < steps.length; n++) {
            int last = steps[n].length - 1;
            toGo[n] = new double[last + 1];
            double sum = 0;
            for (int t = last; t >= 0; t--) {
                requireFinite(quantity, steps[n][t], cluster, n, t);
                sum += steps[n][t];
                requireFinite(quantity + " to go", sum, cluster, n, t);
                toGo[n][t] = sum;
            }
        }
    }

    /**
     * As given, for cluster 0.
     *
     * @param steps [N][T+1], the last column being the final costs; not modified, not kept
     * @throws IllegalArgumentException if there are fewer than two rollouts, or they differ in length
     * @throws NonFiniteException naming a rollout and a step whose cost, or cost-to-go, is NaN or infinite
     */
    public static SampledCosts of(double[][] steps) {
        return of(steps, "sampled cost", 0);
    }

    /** As {@link #of(Cost, List, int)}, for cluster 0. */
    public static SampledCosts of(Cost cost, List<Rollout> rollouts) {
        return of(cost, rollouts, 0);
    }

    /**
     * Evaluates a cost along rollouts, at the controls as applied.
     *
     * @param rollouts at least two, all of the same horizon
     * @param cluster named in errors
     * @throws NonFiniteException naming cluster, rollout and step of a cost, or cost-to-go, that is NaN or infinite
     */
    public static SampledCosts of(Cost cost, List<Rollout> rollouts, int cluster) {
        double[][] steps = new double[rollouts.size()][];
        for (int n = 0; n < steps.length; n++) {
            try {
                steps[n] = CostExpansion.perStep(cost, rollouts.get(n));
            } catch (NonFiniteException e) {
                throw e.in(cluster, n);
            }
        }
        return of(steps, "sampled cost", cluster);
    }

    static SampledCosts of(double[][] steps, String quantity, int cluster) {
        if (steps.length < 2) {
            throw new IllegalArgumentException(
                    quantity + "s: expected at least 2 rollouts to compare, found " + steps.length);
        }
        double[][] copy = new double[steps.length][];
        for (int n = 0; n < steps.length; n++) {
            if (steps[n].length < 2 || steps[n].length != steps[0].length) {
                throw new IllegalArgumentException(quantity + "s[" + n + "]: expected T+1 ≥ 2 numbers, as many as in ["
                        + "0], which has " + steps[0].length + ", found " + steps[n].length);
            }
            copy[n] = steps[n].clone();
        }
        return new SampledCosts(copy, quantity, cluster);
    }

    private static void requireFinite(String quantity, double value, int cluster, int rollout, int t) {
        if (!Double.isFinite(value)) {
            throw new NonFiniteException(quantity, value, t, 0).in(cluster, rollout);
        }
    }

    int cluster() {
        return cluster;
    }

    /** N. */
    public int rollouts() {
        return steps.length;
    }

    /** T, the number of controls; there are T+1 costs. */
    public int horizon() {
        return steps[0].length - 1;
    }

    /** ℓ of step t of a rollout, t = 0…T. */
    public double get(int rollout, int t) {
        return steps[rollout][t];
    }

    /** Σ_{τ≥t} ℓ_τ + ℓ_f of a rollout, t = 0…T. */
    public double toGo(int rollout, int t) {
        return toGo[rollout][t];
    }

    /** What is left of these costs when {@code other} is taken off, step by step. */
    SampledCosts minus(SampledCosts other) {
        double[][] difference = new double[rollouts()][horizon() + 1];
        for (int n = 0; n < rollouts(); n++) {
            for (int t = 0; t <= horizon(); t++) {
                difference[n][t] = steps[n][t] - other.steps[n][t];
            }
        }
        return of(difference, "residual cost", cluster);
    }
}
