package org.waymark.lqr.ilqr;

/**
 * Options of {@link IterativeLqr}.
 *
 * @param maxIterations most iterations, ≥ 0; with 0 the guess is rolled out and judged
 * @param gradientTolerance the trajectory is optimal when the projected gradient is below this, relative to the terms it is the sum of
 *     where they exceed 1; ≥ 0
 * @param costTolerance the solver also stops when a step is expected to improve the cost by less than this fraction of it, ≥ 0; 0 leaves
 *     that rule out, which is wise: far from the optimum of a hard problem steps can be that small too
 * @param curvature whether the second derivatives of the model are used
 * @param regularization how steps are kept small
 * @param lineSearch how their length is found
 */
public record IlqrOptions(
        int maxIterations,
        double gradientTolerance,
        double costTolerance,
        Curvature curvature,
        RegularizationOptions regularization,
        LineSearchOptions lineSearch) {
    /** @throws IllegalArgumentException if a number is outside its range */
    public IlqrOptions {
        Checks.atLeast("maxIterations", maxIterations, 0);
        Checks.notNegative("gradientTolerance", gradientTolerance);
        Checks.notNegative("costTolerance", costTolerance);
        Checks.present("curvature", curvature);
        Checks.present("regularization", regularization);
        Checks.present("lineSearch", lineSearch);
    }

    /** Gauss-Newton steps, which every model allows. */
    public static IlqrOptions defaults() {
        return new IlqrOptions(
                500, 1e-7, 0, Curvature.GAUSS_NEWTON, RegularizationOptions.defaults(), LineSearchOptions.defaults());
    }

    public IlqrOptions withMaxIterations(int value) {
        return new IlqrOptions(value, gradientTolerance, costTolerance, curvature, regularization, lineSearch);
    }

    public IlqrOptions withGradientTolerance(double value) {
        return new IlqrOptions(maxIterations, value, costTolerance, curvature, regularization, lineSearch);
    }

    public IlqrOptions withCostTolerance(double value) {
        return new IlqrOptions(maxIterations, gradientTolerance, value, curvature, regularization, lineSearch);
    }

    public IlqrOptions withCurvature(Curvature value) {
        return new IlqrOptions(maxIterations, gradientTolerance, costTolerance, value, regularization, lineSearch);
    }

    public IlqrOptions withRegularization(RegularizationOptions value) {
        return new IlqrOptions(maxIterations, gradientTolerance, costTolerance, curvature, value, lineSearch);
    }

    public IlqrOptions withLineSearch(LineSearchOptions value) {
        return new IlqrOptions(maxIterations, gradientTolerance, costTolerance, curvature, regularization, value);
    }
}
