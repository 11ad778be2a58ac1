package org.waymark.lqr.cost;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * The quadratic model of a cost around rollouts.
 *
 * <p>Around rollout n, with ŷ = [x_t;u_t] and the expansion ℓ + gᵀδ + ½δᵀHδ in δ = y − ŷ, the model in absolute coordinates is
 *
 * <pre>
 *   ½yᵀHy + (g − Hŷ)ᵀy + (ℓ − gᵀŷ + ½ŷᵀHŷ),
 * </pre>
 *
 * and the result is the mean of these models over the rollouts. Hessians are not made positive semidefinite: the divergence term of a
 * constrained update takes care of that.
 */
public final class CostExpansion {
    /** Entries (i, j) and (j, i) of a Hessian may differ by this fraction of the largest entry. */
    private static final double ASYMMETRY = 1e-8;

    private final int size;
    private final double[] hessian;
    private final double[] gradient;
    private final double[] constant;
    private final double[] hessianTimesY;

    private CostExpansion(int steps, int size) {
        this.size = size;
        this.hessian = new double[steps * size * size];
        this.gradient = new double[steps * size];
        this.constant = new double[steps];
        this.hessianTimesY = new double[size];
    }

    /** As {@link #quadratize(Cost, List, int)}, for cluster 0. */
    public static QuadraticCost quadratize(Cost cost, List<Rollout> rollouts) {
        return quadratize(cost, rollouts, 0);
    }

    /**
     * The mean over {@code rollouts} of the expansions around each of them.
     *
     * @param rollouts at least one, all of the same horizon and sizes
     * @param cluster named in errors
     * @throws NonFiniteException if the cost or one of its derivatives is NaN or infinite, naming cluster, rollout, t and index; the
     *     index of an entry of a Hessian is i·(n+m) + j, or i·n + j for the final state
     * @throws IllegalArgumentException if the cost's Hessian is not symmetric
     */
    public static QuadraticCost quadratize(Cost cost, List<Rollout> rollouts, int cluster) {
        if (rollouts.isEmpty()) {
            throw new IllegalArgumentException("cost expansion: expected at least one rollout, found none");
        }
        Rollout first = rollouts.get(0);
        int horizon = first.horizon();
        int n = first.stateSize();
        int m = first.controlSize();
        CostExpansion running = new CostExpansion(horizon, n + m);
        CostExpansion last = new CostExpansion(1, n);
        double weight = 1.0 / rollouts.size();
        for (int r = 0; r < rollouts.size(); r++) {
            Rollout rollout = rollouts.get(r);
            rollout.states().requireShape("states of rollout " + r, horizon + 1, n, 1);
            rollout.controls().requireShape("controls of rollout " + r, horizon, m, 1);
            try {
                running.addRunning(cost, rollout, weight);
                last.addTerminal(cost, rollout, weight);
            } catch (NonFiniteException e) {
                throw e.in(cluster, r);
            }
        }
        return new QuadraticCost(
                TimeVaryingMatrix.of(horizon, n + m, n + m, running.hessian),
                TimeVaryingMatrix.ofVectors(horizon, n + m, running.gradient),
                TimeVaryingMatrix.ofVectors(horizon, 1, running.constant),
                TimeVaryingMatrix.of(1, n, n, last.hessian),
                TimeVaryingMatrix.ofVectors(1, n, last.gradient),
                last.constant[0]);
    }

    /**
     * The cost of each step of a rollout: ℓ(x_t,u_t,t) for t &lt; T, then ℓ_f(x_T).
     *
     * @return [T+1], a fresh array
     * @throws NonFiniteException naming the first step whose cost is NaN or infinite
     */
    public static double[] perStep(Cost cost, Rollout rollout) {
        int horizon = rollout.horizon();
        double[] x = new double[rollout.stateSize()];
        double[] u = new double[rollout.controlSize()];
        double[] costs = new double[horizon + 1];
        for (int t = 0; t < horizon; t++) {
            rollout.states().read(t, x);
            rollout.controls().read(t, u);
            costs[t] = finite("cost", cost.running(x, u, t), t, 0);
        }
        rollout.states().read(horizon, x);
        costs[horizon] = finite("cost", cost.terminal(x), horizon, 0);
        return costs;
    }

    private void addRunning(Cost cost, Rollout rollout, double weight) {
        int n = rollout.stateSize();
        double[] x = new double[n];
        double[] u = new double[rollout.controlSize()];
        double[] y = new double[size];
        StageExpansion stage = new StageExpansion(n, u.length);
        for (int t = 0; t < rollout.horizon(); t++) {
            rollout.states().read(t, x);
            rollout.controls().read(t, u);
            System.arraycopy(x, 0, y, 0, n);
            System.arraycopy(u, 0, y, n, u.length);
            stage.clear();
            cost.expandRunning(x, u, t, 1, stage);
            check(stage, t);
            addCentred(t, stage, y, weight);
        }
    }

    private void addTerminal(Cost cost, Rollout rollout, double weight) {
        double[] x = new double[size];
        rollout.states().read(rollout.horizon(), x);
        StageExpansion stage = new StageExpansion(size, 0);
        cost.expandTerminal(x, 1, stage);
        check(stage, rollout.horizon());
        addCentred(0, stage, x, weight);
    }

    /** Adds weight times the model around ŷ, in absolute coordinates, to slot t; most entries of a Hessian are 0 and cost a look. */
    private void addCentred(int t, StageExpansion stage, double[] y, double weight) {
        Arrays.fill(hessianTimesY, 0);
        for (int i = 0; i < size; i++) {
            int row = (t * size + i) * size;
            for (int j = 0; j <= i; j++) {
                double lower = stage.hessian(i, j);
                double upper = stage.hessian(j, i);
                if (lower == 0 && upper == 0) {
                    continue;
                }
                double h = 0.5 * (lower + upper);
                hessian[row + j] += weight * h;
                hessianTimesY[i] += h * y[j];
                if (i != j) {
                    hessian[(t * size + j) * size + i] += weight * h;
                    hessianTimesY[j] += h * y[i];
                }
            }
        }
        double c = stage.value();
        for (int i = 0; i < size; i++) {
            double g = stage.gradient(i);
            gradient[t * size + i] += weight * (g - hessianTimesY[i]);
            c += y[i] * (0.5 * hessianTimesY[i] - g);
        }
        constant[t] += weight * c;
    }

    private void check(StageExpansion stage, int t) {
        finite("cost", stage.value(), t, 0);
        double largest = 0;
        double asymmetry = 0;
        for (int i = 0; i < size; i++) {
            finite("cost gradient", stage.gradient(i), t, i);
            for (int j = 0; j <= i; j++) {
                double lower = finite("cost hessian", stage.hessian(i, j), t, i * size + j);
                double upper = finite("cost hessian", stage.hessian(j, i), t, j * size + i);
                largest = Math.max(largest, Math.abs(lower));
                asymmetry = Math.max(asymmetry, Math.abs(lower - upper));
            }
        }
        if (asymmetry > ASYMMETRY * largest) {
            throw asymmetric(stage, t, asymmetry);
        }
    }

    private IllegalArgumentException asymmetric(StageExpansion stage, int t, double difference) {
        int i = 0;
        int j = 0;
        while (Math.abs(stage.hessian(i, j) - stage.hessian(j, i)) < difference) {
            j = j < i ? j + 1 : 0;
            i = j == 0 ? i + 1 : i;
        }
        return new IllegalArgumentException("cost hessian: not symmetric at t = " + t + ": entry (" + i + ", " + j
                + ") is " + stage.hessian(i, j) + ", entry (" + j + ", " + i + ") is " + stage.hessian(j, i));
    }

    private static double finite(String quantity, double value, int t, int index) {
        if (!Double.isFinite(value)) {
            throw new NonFiniteException(quantity, value, t, index);
        }
        return value;
    }
}
