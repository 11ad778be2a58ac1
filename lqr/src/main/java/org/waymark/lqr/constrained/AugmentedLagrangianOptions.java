package org.waymark.lqr.constrained;

import org.waymark.lqr.ilqr.IlqrOptions;

/**
 * Options of {@link AugmentedLagrangian}.
 *
 * @param constraintTolerance ε: solved when no |h|, max(g, 0) or |min(−g, λ)| is above it, in the unit of each constraint; > 0
 * @param initialPenalty ρ of each constraint at first, > 0; a good one makes violations cost about as much as the rest
 * @param penaltyGrowth by how much ρ of a constraint grows when its violation did not fall enough, > 1
 * @param requiredDecrease a constraint's violation has to fall to this fraction in an outer iteration, or its ρ grows; in (0, 1)
 * @param maxPenalty ρ grows no further, ≥ initialPenalty; beyond 1e8 or so the inner problems lose their digits
 * @param maxOuterIterations most updates of the multipliers, ≥ 1
 * @param firstInnerTolerance on the gradient of the first inner solve, > 0; each further solve has a tenth, down to that of
 *     {@code inner}
 * @param inner of the inner solves; its maxIterations are for each of them
 */
public record AugmentedLagrangianOptions(
        double constraintTolerance,
        double initialPenalty,
        double penaltyGrowth,
        double requiredDecrease,
        double maxPenalty,
        int maxOuterIterations,
        double firstInnerTolerance,
        IlqrOptions inner) {
    /** @throws IllegalArgumentException if a number is outside its range */
    public AugmentedLagrangianOptions {
        Entries.positive("constraintTolerance", constraintTolerance);
        Entries.positive("initialPenalty", initialPenalty);
        require(penaltyGrowth > 1 && Double.isFinite(penaltyGrowth), "penaltyGrowth", "above 1", penaltyGrowth);
        require(requiredDecrease > 0 && requiredDecrease < 1, "requiredDecrease", "between 0 and 1", requiredDecrease);
        require(
                maxPenalty >= initialPenalty && Double.isFinite(maxPenalty),
                "maxPenalty",
                "at least initialPenalty = " + initialPenalty,
                maxPenalty);
        require(maxOuterIterations >= 1, "maxOuterIterations", "1 or more", maxOuterIterations);
        Entries.positive("firstInnerTolerance", firstInnerTolerance);
        if (inner == null) {
            throw new IllegalArgumentException("inner: expected a value, found null");
        }
    }

    private static void require(boolean holds, String name, String allowed, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": expected a number " + allowed + ", found " + value);
        }
    }

    /** Gauss-Newton inner solves, and ε = 1e-7. */
    public static AugmentedLagrangianOptions defaults() {
        return new AugmentedLagrangianOptions(1e-7, 1, 10, 0.25, 1e8, 40, 1e-4, IlqrOptions.defaults());
    }

    public AugmentedLagrangianOptions withConstraintTolerance(double value) {
        return new AugmentedLagrangianOptions(
                value,
                initialPenalty,
                penaltyGrowth,
                requiredDecrease,
                maxPenalty,
                maxOuterIterations,
                firstInnerTolerance,
                inner);
    }

    public AugmentedLagrangianOptions withInitialPenalty(double value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                value,
                penaltyGrowth,
                requiredDecrease,
                maxPenalty,
                maxOuterIterations,
                firstInnerTolerance,
                inner);
    }

    public AugmentedLagrangianOptions withPenaltyGrowth(double value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                initialPenalty,
                value,
                requiredDecrease,
                maxPenalty,
                maxOuterIterations,
                firstInnerTolerance,
                inner);
    }

    public AugmentedLagrangianOptions withRequiredDecrease(double value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                initialPenalty,
                penaltyGrowth,
                value,
                maxPenalty,
                maxOuterIterations,
                firstInnerTolerance,
                inner);
    }

    public AugmentedLagrangianOptions withMaxPenalty(double value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                initialPenalty,
                penaltyGrowth,
                requiredDecrease,
                value,
                maxOuterIterations,
                firstInnerTolerance,
                inner);
    }

    public AugmentedLagrangianOptions withMaxOuterIterations(int value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                initialPenalty,
                penaltyGrowth,
                requiredDecrease,
                maxPenalty,
                value,
                firstInnerTolerance,
                inner);
    }

    public AugmentedLagrangianOptions withFirstInnerTolerance(double value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                initialPenalty,
                penaltyGrowth,
                requiredDecrease,
                maxPenalty,
                maxOuterIterations,
                value,
                inner);
    }

    public AugmentedLagrangianOptions withInner(IlqrOptions value) {
        return new AugmentedLagrangianOptions(
                constraintTolerance,
                initialPenalty,
                penaltyGrowth,
                requiredDecrease,
                maxPenalty,
                maxOuterIterations,
                firstInnerTolerance,
                value);
    }
}
