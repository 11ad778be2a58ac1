package org.waymark.gps.trpo;

import java.util.List;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;

/**
 * Rollouts of one policy with what their steps cost, on plain arrays. Sample n·T + t is step t of rollout n.
 *
 * <p>Who holds one may read its arrays, and must not modify them.
 */
public final class Experience {
    private final int horizon;
    private final double[][] observations;
    private final double[][] noise;
    private final double[][] costs;

    /**
     * @param rollouts at least one, of one horizon T, with white noise
     * @param costs [rollouts][T+1] ℓ_0…ℓ_{T−1}, then ℓ_f; copied
     * @throws NonFiniteException if a cost is NaN or infinite, with its rollout and t
     */
    public Experience(List<Rollout> rollouts, double[][] costs) {
        TrpoOptions.require(!rollouts.isEmpty(), "rollouts: expected at least one");
        TrpoOptions.require(
                costs.length == rollouts.size(), "costs: expected " + rollouts.size() + " rows, found " + costs.length);
        this.horizon = rollouts.get(0).horizon();
        this.observations = new double[rollouts.size() * horizon][];
        this.noise = new double[rollouts.size() * horizon][];
        this.costs = new double[rollouts.size()][];
        for (int n = 0; n < costs.length; n++) {
            Rollout rollout = rollouts.get(n);
            TrpoOptions.require(
                    rollout.horizon() == horizon && costs[n].length == horizon + 1,
                    "rollout " + n + ": expected horizon " + horizon + " and as many costs and one, found "
                            + rollout.horizon() + " and " + costs[n].length);
            for (int t = 0; t < horizon; t++) {
                observations[n * horizon + t] = rollout.observations().step(t);
                noise[n * horizon + t] = rollout.noise().step(t);
            }
            for (int t = 0; t <= horizon; t++) {
                if (!Double.isFinite(costs[n][t])) {
                    throw new NonFiniteException("cost of rollout " + n, costs[n][t], t, 0);
                }
            }
            this.costs[n] = costs[n].clone();
        }
    }

    /** T. */
    public int horizon() {
        return horizon;
    }

    /** How many samples there are: rollouts · T. */
    public int size() {
        return observations.length;
    }

    /** [samples][p] o_t. */
    public double[][] observations() {
        return observations;
    }

    /** [samples][m] ε_t, u_t = μ(o_t) + σ ε_t before limits. */
    double[][] noise() {
        return noise;
    }

    /** [rollouts][T+1]. */
    double[][] costs() {
        return costs;
    }
}
