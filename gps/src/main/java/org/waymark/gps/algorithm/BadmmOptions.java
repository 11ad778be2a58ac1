package org.waymark.gps.algorithm;

import static org.waymark.gps.algorithm.AlgorithmOptions.require;

import java.util.Arrays;

/**
 * The Bregman alternating direction method of multipliers.
 *
 * @param innerIterations rounds of improve, distil and couple on the same rollouts in each iteration, ≥ 1
 * @param initialWeight ν at the start, > 0
 * @param minWeight least ν, > 0
 * @param maxWeight greatest ν
 * @param weightRule how ν changes
 * @param weightSteps step of the rules that add; knots over the iterations, see {@link Schedule}
 * @param increase factor of the rules that multiply, ≥ 1
 * @param decrease their other factor, in (0, 1]
 * @param dualRate α: λ_k ← λ_k − α ν C⁻¹ E[u_p − u_π], ≥ 0
 * @param gainDualRate the same for λ_K, ≥ 0; with few rollouts, differences of gains are mostly noise
 * @param maxDual greatest |λ_k| and |λ_K|, in units of cost per control, > 0
 */
public record BadmmOptions(
        int innerIterations,
        double initialWeight,
        double minWeight,
        double maxWeight,
        WeightRule weightRule,
        double[] weightSteps,
        double increase,
        double decrease,
        double dualRate,
        double gainDualRate,
        double maxDual) {
    public BadmmOptions {
        weightSteps = weightSteps.clone();
        require(innerIterations >= 1, "innerIterations: expected ≥ 1, found " + innerIterations);
        require(minWeight > 0, "minWeight: expected > 0, found " + minWeight);
        require(
                maxWeight >= minWeight && Double.isFinite(maxWeight),
                "maxWeight: expected ≥ minWeight = " + minWeight + ", found " + maxWeight);
        require(
                initialWeight >= minWeight && initialWeight <= maxWeight,
                "initialWeight: expected within [" + minWeight + ", " + maxWeight + "], found " + initialWeight);
        Schedule.require("weightSteps", weightSteps);
        require(increase >= 1 && Double.isFinite(increase), "increase: expected ≥ 1, found " + increase);
        require(decrease > 0 && decrease <= 1, "decrease: expected in (0, 1], found " + decrease);
        require(dualRate >= 0 && Double.isFinite(dualRate), "dualRate: expected ≥ 0, found " + dualRate);
        require(
                gainDualRate >= 0 && Double.isFinite(gainDualRate),
                "gainDualRate: expected ≥ 0, found " + gainDualRate);
        require(maxDual > 0, "maxDual: expected > 0, found " + maxDual);
    }

    public static BadmmOptions defaults() {
        return new BadmmOptions(4, 0.01, 1e-4, 10, WeightRule.SPREAD, new double[] {0.02}, 2, 0.5, 0.1, 0, 1e3);
    }

    @Override
    public double[] weightSteps() {
        return weightSteps.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BadmmOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "BadmmOptions[innerIterations=" + innerIterations + ", initialWeight=" + initialWeight + ", minWeight="
                + minWeight + ", maxWeight=" + maxWeight + ", weightRule=" + weightRule + ", weightSteps="
                + Arrays.toString(weightSteps) + ", increase=" + increase + ", decrease=" + decrease + ", dualRate="
                + dualRate + ", gainDualRate=" + gainDualRate + ", maxDual=" + maxDual + "]";
    }
}
