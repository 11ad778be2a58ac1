package org.waymark.lqr.pathintegral;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * How far each time step's controller may move in the model-based part of {@link Pilqr}; what it carries from update to update.
 *
 * @param bounds ε_t, T × 1: bounds on KL(p_t ‖ p̄_t), nats, each > 0
 * @param multipliers η_t, T × 1: where the search for the multipliers of these bounds begins, each > 0
 */
public record KlSteps(TimeVaryingMatrix bounds, TimeVaryingMatrix multipliers) {
    public KlSteps {
        multipliers.requireShape("multipliers", bounds.steps(), 1, 1);
        bounds.requireShape("KL bounds", multipliers.steps(), 1, 1);
        requirePositive("KL bounds", bounds);
        requirePositive("multipliers", multipliers);
    }

    /** The same bound everywhere. */
    public static KlSteps constant(int horizon, double klStep) {
        double[] bounds = new double[horizon];
        double[] multipliers = new double[horizon];
        Arrays.fill(bounds, klStep);
        Arrays.fill(multipliers, 1);
        return new KlSteps(
                TimeVaryingMatrix.ofVectors(horizon, 1, bounds), TimeVaryingMatrix.ofVectors(horizon, 1, multipliers));
    }

    /**
     * How the bounds follow the quality of the model.
     *
     * @param low below this share of unexplained cost, a bound grows; ≥ 0
     * @param high above this one it shrinks; > low
     * @param decrease by this factor, in (0, 1]
     * @param increase by this factor, ≥ 1
     * @param least smallest bound, nats, > 0
     * @param greatest largest bound, ≥ least
     */
    public record Rule(double low, double high, double decrease, double increase, double least, double greatest) {
        public Rule {
            require(low >= 0, "low: expected a number ≥ 0, found " + low);
            require(high > low, "high: expected a number > low = " + low + ", found " + high);
            require(decrease > 0 && decrease <= 1, "decrease: expected a number in (0, 1], found " + decrease);
            require(
                    increase >= 1 && Double.isFinite(increase),
                    "increase: expected a finite number ≥ 1, found " + increase);
            require(least > 0, "least: expected a number > 0, found " + least);
            require(
                    greatest >= least && Double.isFinite(greatest),
                    "greatest: expected a finite number ≥ least = " + least + ", found " + greatest);
        }

        /** Halved above 0.2 and doubled below 0.05 (Chebotar et al. 2017), within 0.01…10 nats. */
        public static Rule defaults() {
            return new Rule(0.05, 0.2, 0.5, 2, 0.01, 10);
        }

        public Rule withThresholds(double below, double above) {
            return new Rule(below, above, decrease, increase, least, greatest);
        }

        public Rule withFactors(double down, double up) {
            return new Rule(low, high, down, up, least, greatest);
        }

        public Rule withLimits(double from, double to) {
            return new Rule(low, high, decrease, increase, from, to);
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /**
     * The bounds for the next step, by how much of the cost the model leaves unexplained from each t on:
     * ρ_t = Σ_n Σ_{τ≥t} |residual| / Σ_n Σ_{τ≥t} |cost|.
     *
     * @param costs as sampled
     * @param residual what the model leaves of them
     * @throws IllegalArgumentException if one of them has other sizes
     */
    public KlSteps adapted(SampledCosts costs, SampledCosts residual, Rule rule) {
        double[] ratios = unexplained(costs, residual);
        if (ratios.length != bounds.steps()) {
            throw new IllegalArgumentException(
                    "costs: expected " + bounds.steps() + " controls, found " + ratios.length);
        }
        double[] adapted = bounds.toArray();
        for (int t = 0; t < adapted.length; t++) {
            double factor = ratios[t] > rule.high() ? rule.decrease() : ratios[t] < rule.low() ? rule.increase() : 1;
            adapted[t] = Math.max(rule.least(), Math.min(rule.greatest(), factor * adapted[t]));
        }
        return new KlSteps(TimeVaryingMatrix.ofVectors(adapted.length, 1, adapted), multipliers);
    }

    /** ρ, [T]; 0 where there is no cost at all. */
    static double[] unexplained(SampledCosts costs, SampledCosts residual) {
        if (residual.rollouts() != costs.rollouts() || residual.horizon() != costs.horizon()) {
            throw new IllegalArgumentException("residual: expected " + costs.rollouts() + " rollouts of "
                    + costs.horizon() + " controls, found " + residual.rollouts() + " of " + residual.horizon());
        }
        double[] ratios = new double[costs.horizon()];
        double left = 0;
        double all = 0;
        for (int t = costs.horizon(); t >= 0; t--) {
            for (int n = 0; n < costs.rollouts(); n++) {
                left += Math.abs(residual.get(n, t));
                all += Math.abs(costs.get(n, t));
            }
            if (t < ratios.length) {
                ratios[t] = left == 0 ? 0 : left / all;
            }
        }
        return ratios;
    }

    KlSteps withMultipliers(double[] values) {
        return new KlSteps(bounds, TimeVaryingMatrix.ofVectors(values.length, 1, values));
    }

    private static void requirePositive(String name, TimeVaryingMatrix values) {
        NonFiniteException.check(name, values.toArray(), -1);
        for (int t = 0; t < values.steps(); t++) {
            if (!(values.get(t, 0) > 0)) {
                throw new IllegalArgumentException(
                        name + "[" + t + "]: expected a number > 0, found " + values.get(t, 0));
            }
        }
    }
}
