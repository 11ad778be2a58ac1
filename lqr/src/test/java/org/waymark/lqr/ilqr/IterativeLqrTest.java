package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.Model;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;

class IterativeLqrTest {
    private static final IlqrOptions SECOND_ORDER = IlqrOptions.defaults().withCurvature(Curvature.SECOND_ORDER);

    private static IlqrResult solve(BenchmarkProblem problem, IlqrOptions options) {
        return new IterativeLqr(problem.problem(), options).solve(problem.initialState(), problem.guess());
    }

    @Test
    void secondDerivativesTakeAThirdOfTheIterationsOrLess() {
        int gaussNewton = solve(
                        BenchmarkProblem.CART_POLE, IlqrOptions.defaults().withMaxIterations(3000))
                .iterations();
        assertThat(3 * solve(BenchmarkProblem.CART_POLE, SECOND_ORDER).iterations())
                .isLessThanOrEqualTo(gaussNewton);
    }

    @Test
    void theSameObjectGivesTheSameBitsAgain() {
        BenchmarkProblem problem = BenchmarkProblem.CART_POLE_LIMITED;
        IterativeLqr solver = new IterativeLqr(problem.problem(), SECOND_ORDER);
        IlqrResult first = solver.solve(problem.initialState(), problem.guess());
        solver.solve(new double[] {0.1, 0.2, 0.3, 0.4}, problem.guess());
        assertThat(solver.solve(problem.initialState(), problem.guess())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        BenchmarkProblem problem = BenchmarkProblem.CART_POLE_LIMITED;
        try (IterativeLqr solver = IterativeLqr.inParallel(problem.problem(), SECOND_ORDER, problem::model, threads)) {
            assertThat(solver.solve(problem.initialState(), problem.guess())).isEqualTo(solve(problem, SECOND_ORDER));
        }
    }

    @ParameterizedTest
    @EnumSource
    void modelsWithoutDerivativesAreDifferenced(Curvature curvature) {
        BenchmarkProblem problem = BenchmarkProblem.PENDULUM_LIMITED;
        TrajectoryProblem exact = problem.problem();
        Model plain = new Model() {
            @Override
            public int stateSize() {
                return 2;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] state, double[] control, int t, double[] nextState) {
                exact.model().next(state, control, t, nextState);
            }
        };
        // differences of first order are good to 1e-10 or so, those of second order only steer
        IlqrResult result = new IterativeLqr(
                        new TrajectoryProblem(plain, exact.cost(), exact.limits(), exact.horizon()),
                        IlqrOptions.defaults().withCurvature(curvature).withGradientTolerance(1e-6))
                .solve(problem.initialState(), problem.guess());
        assertThat(result.termination()).isEqualTo(Termination.GRADIENT);
        assertThat(result.cost()).isCloseTo(problem.optimum(), within(1e-6 * problem.optimum()));
    }

    @ParameterizedTest
    @EnumSource
    void aGuessOfTheStatesEndsWithoutGaps(BenchmarkProblem problem) {
        double[] start = problem.initialState();
        int horizon = problem.guess().steps();
        double[] goal = problem == BenchmarkProblem.CAR_PARKING
                ? new double[4]
                : start.length == 2 ? new double[] {Math.PI, 0} : new double[] {0, Math.PI, 0, 0};
        double[] states = new double[(horizon + 1) * start.length];
        for (int i = 0; i < states.length; i++) {
            double share = (double) (i / start.length) / horizon;
            states[i] = (1 - share) * start[i % start.length] + share * goal[i % start.length];
        }
        List<Iteration> rows = new ArrayList<>();
        IlqrResult result = new IterativeLqr(problem.problem(), SECOND_ORDER.withMaxIterations(1000))
                .withListener(rows::add)
                .solve(start, TimeVaryingMatrix.ofVectors(horizon + 1, start.length, states), problem.guess());
        assertThat(result.termination()).isEqualTo(Termination.GRADIENT);
        assertThat(result.gap()).isZero();
        // another local optimum may be found, but it is the trajectory of its controls
        IterativeLqr again = new IterativeLqr(problem.problem(), SECOND_ORDER);
        again.begin(start, result.controls());
        assertThat(again.cost()).isCloseTo(result.cost(), within(1e-12 * result.cost()));
        double gap = rows.get(0).gap() / (1 - rows.get(0).step());
        for (Iteration row : rows) {
            gap = row.step() == 1 ? 0 : gap * (1 - row.step());
            if (!Double.isNaN(gap)) {
                assertThat(row.gap()).isCloseTo(gap, within(1e-9 * gap));
            }
        }
    }

    @Test
    void everyRuleThatIsNoFailure() {
        BenchmarkProblem problem = BenchmarkProblem.PENDULUM;
        assertThat(solve(problem, SECOND_ORDER).termination()).isEqualTo(Termination.GRADIENT);
        IlqrResult coarse = solve(problem, SECOND_ORDER.withGradientTolerance(1e-2));
        assertThat(coarse.iterations()).isLessThan(solve(problem, SECOND_ORDER).iterations());
        assertThat(coarse.gradientNorm()).isBetween(1e-6, 1e-2);
        assertThat(solve(problem, SECOND_ORDER.withCostTolerance(1e-2)).termination())
                .isEqualTo(Termination.COST);
        IlqrResult rounding = solve(problem, SECOND_ORDER.withGradientTolerance(0));
        assertThat(rounding.termination()).isEqualTo(Termination.ROUNDING);
        assertThat(rounding.gradientNorm()).isLessThan(1e-9);
        IlqrResult limited = solve(problem, SECOND_ORDER.withMaxIterations(3));
        assertThat(limited.termination()).isEqualTo(Termination.ITERATION_LIMIT);
        assertThat(limited.iterations()).isEqualTo(3);
        IlqrResult cancelled = new IterativeLqr(problem.problem(), SECOND_ORDER)
                .withListener(row -> row.number() < 5)
                .solve(problem.initialState(), problem.guess());
        assertThat(cancelled.termination()).isEqualTo(Termination.CANCELLED);
        assertThat(cancelled.iterations()).isEqualTo(5);
        for (Termination rule : Termination.values()) {
            assertThat(rule.converged()).isEqualTo(rule.ordinal() < 3);
        }
    }

    @Test
    void theListenerSeesWhatHappens() {
        List<Iteration> rows = new ArrayList<>();
        BenchmarkProblem problem = BenchmarkProblem.PENDULUM;
        StringBuilder table = new StringBuilder();
        TablePrinter printer = new TablePrinter(table);
        IterativeLqr solver = new IterativeLqr(problem.problem(), SECOND_ORDER);
        solver.begin(problem.initialState(), problem.guess());
        double cost = solver.cost();
        IlqrResult result = solver.withListener(row -> rows.add(row) && printer.onIteration(row))
                .solve(problem.initialState(), problem.guess());
        assertThat(rows).hasSize(result.iterations());
        for (int i = 0; i < rows.size(); i++) {
            Iteration row = rows.get(i);
            assertThat(row.number()).isEqualTo(i + 1);
            assertThat(row.actual()).isCloseTo(cost - row.cost(), within(1e-9));
            assertThat(row.step()).isBetween(1e-3, 1.0);
            assertThat(row.expected()).isPositive();
            cost = row.cost();
        }
        // near the optimum the quadratic model is right
        Iteration late = rows.get(rows.size() - 3);
        assertThat(late.actual() / late.expected()).isCloseTo(1, within(0.1));
        List<String> lines = table.toString().lines().toList();
        assertThat(lines).hasSize(rows.size() + 1 + (rows.size() - 1) / 25);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).hasSize(lines.get(0).length()));
        assertThat(lines.get(1))
                .contains(String.format(Locale.ROOT, "%.8g", rows.get(0).cost()));
    }

    @Test
    void everyOptionOfRegularizationAndLineSearchHasAnEffect() {
        RegularizationOptions regularization = RegularizationOptions.defaults();
        requireEffect(o -> o.withRegularization(regularization.withKind(RegularizationOptions.Kind.STATE)));
        requireEffect(o -> o.withRegularization(regularization.withInitial(1)));
        requireEffect(o -> o.withRegularization(regularization.withFactor(4)));
        requireEffect(o -> o.withRegularization(regularization.withMin(1)));
        requireEffect(o -> o.withRegularization(regularization.withMax(1e-5)));
        LineSearchOptions search = LineSearchOptions.defaults();
        requireEffect(o -> o.withLineSearch(search.withShrink(0.7)));
        requireEffect(o -> o.withLineSearch(search.withMinStep(0.6)));
        requireEffect(o -> o.withLineSearch(search.withAcceptRatio(0.9)));
    }

    private static void requireEffect(UnaryOperator<IlqrOptions> change) {
        IlqrOptions few = SECOND_ORDER.withMaxIterations(25);
        assertThat(solve(BenchmarkProblem.CART_POLE_LIMITED, change.apply(few)).cost())
                .isNotEqualTo(solve(BenchmarkProblem.CART_POLE_LIMITED, few).cost());
    }

    @Test
    void optionsOutsideTheirRangesAreNamed() {
        IlqrOptions o = IlqrOptions.defaults();
        requireMessage(() -> o.withMaxIterations(-1), "maxIterations: expected 0 or more, found -1");
        requireMessage(
                () -> o.withGradientTolerance(-1), "gradientTolerance: expected a finite number ≥ 0, found -1.0");
        requireMessage(() -> o.withCostTolerance(Double.NaN), "costTolerance: expected a finite number ≥ 0, found NaN");
        requireMessage(() -> o.withCurvature(null), "curvature: expected a value, found null");
        requireMessage(
                () -> o.regularization().withFactor(1),
                "regularization.factor: expected a number between 1.0 and Infinity, found 1.0");
        requireMessage(
                () -> o.regularization().withMax(1e-7),
                "regularization.max: expected a number between 1.0E-6 and Infinity, found 1.0E-7");
        requireMessage(
                () -> o.lineSearch().withShrink(1),
                "lineSearch.shrink: expected a number between 0.0 and 1.0, found 1.0");
    }

    private static void requireMessage(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
