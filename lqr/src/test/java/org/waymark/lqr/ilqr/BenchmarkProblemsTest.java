package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;

/** The optima that a second-order method with exact derivatives found at a projected gradient of 1e-10. */
class BenchmarkProblemsTest {
    private static final IlqrOptions OPTIONS = IlqrOptions.defaults().withMaxIterations(3000);

    @ParameterizedTest
    @EnumSource
    void secondOrderStepsReachTheOptimum(BenchmarkProblem problem) {
        requireOptimum(problem, OPTIONS.withCurvature(Curvature.SECOND_ORDER), 250);
    }

    @ParameterizedTest
    @EnumSource
    void gaussNewtonStepsReachTheOptimum(BenchmarkProblem problem) {
        requireOptimum(problem, OPTIONS, problem == BenchmarkProblem.CAR_PARKING ? 250 : 2000);
    }

    private static void requireOptimum(BenchmarkProblem problem, IlqrOptions options, int mostIterations) {
        IlqrResult result = new IterativeLqr(problem.problem(), options).solve(problem.initialState(), problem.guess());
        assertThat(result.termination()).isEqualTo(Termination.GRADIENT);
        assertThat(result.cost()).isCloseTo(problem.optimum(), within(1e-6 * problem.optimum()));
        assertThat(result.iterations()).isLessThanOrEqualTo(mostIterations);
        ControlLimits limits = problem.problem().limits();
        for (int t = 0; t < result.controls().steps(); t++) {
            for (int i = 0; i < limits.size(); i++) {
                assertThat(result.controls().get(t, i)).isBetween(limits.lower(i), limits.upper(i));
            }
        }
    }
}
