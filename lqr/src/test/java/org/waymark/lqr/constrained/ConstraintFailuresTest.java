package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.constrained.ConstrainedResult.Status;
import org.waymark.lqr.derivative.DualModel;

/** Contradictory constraints, constraints that are not finite, and other ways not to succeed. */
class ConstraintFailuresTest {
    private static final int HORIZON = 20;
    private static final AugmentedLagrangianOptions OPTIONS = AugmentedLagrangianOptions.defaults();

    /** A point on a line, x = (position, velocity), pushed by u. */
    private static TrajectoryProblem point() {
        DualModel model = new DualModel(2, 1, (x, u, t, next) -> {
            next[0] = x[0].plusTimes(0.1, x[1]);
            next[1] = x[1].plusTimes(0.1, u[0]);
        });
        WeightedDistance cost =
                new WeightedDistance(new double[2], new double[2], new double[] {0.1}, new double[1], new double[2]);
        return TrajectoryProblem.unlimited(model, cost, HORIZON);
    }

    private static ConstrainedProblem toOne() {
        return ConstrainedProblem.of(point()).withGoal(1, 0);
    }

    private static TimeVaryingMatrix guess() {
        return TimeVaryingMatrix.zeros(HORIZON, 1, 1);
    }

    private static ConstrainedResult solve(ConstrainedProblem problem, AugmentedLagrangianOptions options) {
        return new AugmentedLagrangian(problem, options).solve(new double[2], guess());
    }

    /** x_T ≥ 1 and x_T ≤ −1: the least violation is 1, at x_T = 0. */
    @Test
    void contradictoryConstraintsGiveAStatusAndTheLeastViolatingTrajectory() {
        ConstrainedProblem problem = ConstrainedProblem.of(point())
                .withInequality("right", StateLimits.component(0, 1, Double.POSITIVE_INFINITY), HORIZON, HORIZON)
                .withInequality("left", StateLimits.component(0, Double.NEGATIVE_INFINITY, -1), HORIZON, HORIZON);
        ConstrainedResult result = solve(problem, OPTIONS);
        assertThat(result.status()).isEqualTo(Status.INFEASIBLE_SUSPECTED);
        assertThat(result.violation()).isCloseTo(1, within(1e-6));
        assertThat(result.states().get(HORIZON, 0)).isCloseTo(0, within(1e-6));
        assertThat(result.violations()).extracting(Violation::t).containsOnly(HORIZON);
        assertThat(result.violations().get(0))
                .hasToString(
                        "right[0] violated by " + result.violations().get(0).value() + " at t = " + HORIZON);
    }

    /** x_0 is given, so nothing can be done about it; the rest of the constraints still is. */
    @Test
    void aConstraintOnTheInitialStateThatDoesNotHoldIsSuspected() {
        ConstrainedProblem problem =
                toOne().withInequality("start", StateLimits.component(0, 0.5, Double.POSITIVE_INFINITY), 0, 0);
        ConstrainedResult result = solve(problem, OPTIONS);
        assertThat(result.status()).isEqualTo(Status.INFEASIBLE_SUSPECTED);
        assertThat(result.violation()).isEqualTo(0.5);
        assertThat(result.states().get(HORIZON, 0)).isCloseTo(1, within(1e-5));
    }

    @Test
    void aGoalOutOfReachWithinTheLimitsIsSuspected() {
        TrajectoryProblem weak =
                new TrajectoryProblem(point().model(), point().cost(), ControlLimits.symmetric(0.1), HORIZON);
        ConstrainedResult result = solve(ConstrainedProblem.of(weak).withGoal(1, 0), OPTIONS);
        assertThat(result.status()).isEqualTo(Status.INFEASIBLE_SUSPECTED);
        assertThat(result.violation()).isGreaterThan(0.5);
        for (double u : result.controls().toArray()) {
            assertThat(u).isBetween(-0.1, 0.1);
        }
    }

    @Test
    void limitsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> StateLimits.component(0, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "state limits[0]: the lower limit must be below the upper one, found 1.0 and -1.0");
        assertThatThrownBy(() -> ControlLimits.symmetric(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Constraint reachOneUnless(BiPredicate<double[], Integer> broken) {
        return new Constraint() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public void value(double[] state, double[] control, int t, double[] value) {
                value[0] = state[0] - 1;
                value[1] = broken.test(state, t) ? Double.NaN : -1;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1, HORIZON})
    void aConstraintThatIsNotANumberAlongTheGuessIsNamed(int at) {
        ConstrainedProblem problem = toOne().withInequality("broken", reachOneUnless((x, t) -> t == at), 0, HORIZON);
        assertThatThrownBy(() -> solve(problem, OPTIONS))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("constraint broken: NaN at t = " + at + ", index 1");
    }

    /** Derivatives are first asked for when the guess has passed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1, HORIZON})
    void aJacobianThatIsNotANumberIsNamedAndTheLastGoodTrajectoryReturned(int at) {
        Constraint broken = new Constraint() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void value(double[] state, double[] control, int t, double[] value) {
                value[0] = state[0] + 1;
            }

            @Override
            public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
                jacobian[0] = 1;
                jacobian[1] = t == at ? Double.NaN : 0;
                jacobian[2] = 0;
            }
        };
        ConstrainedResult result = solve(toOne().withInequality("broken", broken, 0, HORIZON), OPTIONS);
        assertThat(result.status()).isEqualTo(Status.NON_FINITE);
        assertThat(result.failure().orElseThrow())
                .hasMessage("constraint broken: jacobian: NaN at t = " + at + ", index 1");
        assertThat(result.controls()).isEqualTo(guess());
        assertThat(result.violation()).isEqualTo(1);
    }

    /** Not a number beyond x = 0.4: each step there is rejected, and what was reached before stands. */
    @Test
    void aConstraintThatBreaksOnTheWayStopsTheSolveAtTheLastGoodTrajectory() {
        ConstrainedProblem problem = toOne().withInequality("broken", reachOneUnless((x, t) -> x[0] > 0.4), 1, HORIZON);
        ConstrainedResult result = solve(problem, OPTIONS);
        assertThat(result.status()).isNotEqualTo(Status.CONVERGED);
        assertThat(result.states().firstNonFinite()).isEqualTo(-1);
        assertThat(result.states().get(HORIZON, 0)).isLessThanOrEqualTo(0.4);
        assertThat(result.violation()).isLessThanOrEqualTo(1);
    }

    @Test
    void aConstraintThatReadsTheControlAtTheFinalStateIsNamed() {
        ConstrainedProblem problem = toOne().withInequality("power", new ControlNorm(3), 0, HORIZON);
        assertThatThrownBy(() -> solve(problem, OPTIONS))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("constraint power: NaN at t = " + HORIZON + ", index 0");
    }

    @Test
    void theLargestPenaltyIsALimit() {
        AugmentedLagrangianOptions small = OPTIONS.withInitialPenalty(1e-6).withMaxPenalty(1e-6);
        ConstrainedProblem problem = ConstrainedProblem.of(point())
                .withInequality("right", StateLimits.component(0, 1, Double.POSITIVE_INFINITY), HORIZON, HORIZON)
                .withInequality("left", StateLimits.component(0, Double.NEGATIVE_INFINITY, -1), HORIZON, HORIZON);
        assertThat(solve(problem, small).status()).isEqualTo(Status.PENALTY_LIMIT);
    }

    /** With the sign of its Jacobian wrong, every step leads away from the constraint. */
    @Test
    void aWrongJacobianLeavesTheInnerSolverWithoutAStep() {
        Constraint backwards = new Constraint() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void value(double[] state, double[] control, int t, double[] value) {
                value[0] = state[0] - 1;
            }

            @Override
            public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
                jacobian[0] = -1;
                jacobian[1] = 0;
                jacobian[2] = 0;
            }
        };
        ConstrainedProblem problem =
                ConstrainedProblem.of(point()).withEquality("backwards", backwards, HORIZON, HORIZON);
        ConstrainedResult result = solve(problem, OPTIONS);
        assertThat(result.status()).isEqualTo(Status.INNER_FAILED);
        assertThat(result.controls()).isEqualTo(guess());
        assertThat(result.violation()).isEqualTo(1);
    }

    @Test
    void outerIterationsAreLimited() {
        ConstrainedResult result = solve(toOne(), OPTIONS.withMaxOuterIterations(1));
        assertThat(result.status()).isEqualTo(Status.ITERATION_LIMIT);
        assertThat(result.outerIterations()).isEqualTo(1);
    }

    @Test
    void shapesAreChecked() {
        AugmentedLagrangian solver = new AugmentedLagrangian(toOne(), OPTIONS);
        assertThatThrownBy(() -> solver.solve(new double[3], guess()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("initial state: expected 2 numbers, found 3");
        assertThatThrownBy(() -> solver.solve(new double[2], TimeVaryingMatrix.zeros(HORIZON, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("controls: expected 20 steps of 1×1");
        assertThatThrownBy(() -> toOne().withGoal(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two named goal");
        assertThatThrownBy(() -> toOne().withInequality("late", new ControlNorm(1), 0, HORIZON + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constraint late: last step: expected at most T = 20, found 21");
    }
}
