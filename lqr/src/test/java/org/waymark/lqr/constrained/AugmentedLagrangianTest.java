package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.constrained.ConstrainedResult.Status;
import org.waymark.lqr.ilqr.Curvature;
import org.waymark.lqr.ilqr.IlqrOptions;
import org.waymark.lqr.ilqr.IlqrResult;
import org.waymark.lqr.ilqr.IterativeLqr;

class AugmentedLagrangianTest {
    private static final AugmentedLagrangianOptions GAUSS_NEWTON = AugmentedLagrangianOptions.defaults();
    private static final AugmentedLagrangianOptions SECOND_ORDER =
            GAUSS_NEWTON.withInner(GAUSS_NEWTON.inner().withCurvature(Curvature.SECOND_ORDER));

    static List<ConstrainedTask> tasks() {
        return ConstrainedTaskTest.tasks();
    }

    /** As good as Ipopt from the same guess; lower would be another optimum, and right. */
    @ParameterizedTest
    @MethodSource("tasks")
    void reachesTheOptimumOfADirectTranscription(ConstrainedTask task) {
        ConstrainedResult result =
                new AugmentedLagrangian(task.problem(), SECOND_ORDER).solve(task.start(), task.guess());
        assertThat(result.status()).isEqualTo(Status.CONVERGED);
        assertThat(result.violation()).isLessThan(1e-6);
        double reference = task.reference().number("cost");
        // the multipliers are below 20 and violations below 1e-7, so 1e-7 relative is more than a violation can gain
        assertThat(result.cost()).isLessThan(reference + 1e-7 * reference);
        assertLimitsHoldExactly(task.problem().trajectory().limits(), result.controls());
    }

    private static void assertLimitsHoldExactly(ControlLimits limits, TimeVaryingMatrix controls) {
        for (int t = 0; t < controls.steps(); t++) {
            for (int i = 0; i < limits.size(); i++) {
                assertThat(controls.get(t, i)).isBetween(limits.lower(i), limits.upper(i));
            }
        }
    }

    /** Complementarity, signs, and the derivative of Σℓ + ℓ_f + Σλg along the rollout by differences in each control. */
    @ParameterizedTest
    @MethodSource("tasks")
    void theConditionsOfKarushKuhnAndTuckerHold(ConstrainedTask task) {
        ConstrainedResult result =
                new AugmentedLagrangian(task.problem(), SECOND_ORDER).solve(task.start(), task.guess());
        ConstrainedProblem problem = task.problem();
        for (ConstraintTerm term : problem.constraints()) {
            Multipliers.Term lambda = result.multipliers().of(term.name());
            for (int t = term.first(); t <= term.last(); t++) {
                double[] g = valueOf(term, result, t);
                for (int i = 0; i < g.length; i++) {
                    double multiplier = lambda.value().get(t - term.first(), i);
                    if (term.kind() == ConstraintTerm.Kind.INEQUALITY) {
                        assertThat(multiplier).isNotNegative();
                        assertThat(Math.min(-g[i], multiplier)).isCloseTo(0, within(1e-7));
                    }
                }
            }
        }
        ControlLimits limits = problem.trajectory().limits();
        double[] u = result.controls().toArray();
        int m = limits.size();
        for (int k = 0; k < u.length; k += 7) {
            double slope = slope(problem, task.start(), u, k, result.multipliers());
            // free: zero; at a limit: pushing against it. Second differences of a swing-up leave 1e-4 of the truth
            if (u[k] < limits.upper(k % m)) {
                assertThat(slope).isGreaterThan(-1e-4);
            }
            if (u[k] > limits.lower(k % m)) {
                assertThat(slope).isLessThan(1e-4);
            }
        }
    }

    private static double[] valueOf(ConstraintTerm term, ConstrainedResult result, int t) {
        double[] g = new double[term.constraint().size()];
        double[] u = t < result.controls().steps()
                ? result.controls().step(t)
                : new double[result.controls().rows()];
        term.constraint().value(result.states().step(t), u, t, g);
        return g;
    }

    private static double slope(ConstrainedProblem problem, double[] start, double[] u, int k, Multipliers lambda) {
        double h = 1e-5;
        double[] moved = u.clone();
        moved[k] = u[k] + h;
        double plus = lagrangian(problem, start, moved, lambda);
        moved[k] = u[k] - h;
        return (plus - lagrangian(problem, start, moved, lambda)) / (2 * h);
    }

    private static double lagrangian(ConstrainedProblem problem, double[] start, double[] u, Multipliers lambda) {
        TrajectoryProblem free = problem.trajectory();
        TrajectoryProblem unlimited = TrajectoryProblem.unlimited(free.model(), free.cost(), free.horizon());
        OpenLoop run =
                OpenLoop.follow(unlimited, start, TimeVaryingMatrix.ofVectors(free.horizon(), free.controlSize(), u));
        double sum = run.cost(free.cost());
        for (ConstraintTerm term : problem.constraints()) {
            double[] g = new double[term.constraint().size()];
            for (int t = term.first(); t <= term.last(); t++) {
                double[] control = t < free.horizon() ? run.controls().step(t) : new double[free.controlSize()];
                term.constraint().value(run.states().step(t), control, t, g);
                for (int i = 0; i < g.length; i++) {
                    sum += lambda.of(term.name()).value().get(t - term.first(), i) * g[i];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void equalsADenseSolveOnLinearQuadraticProblems(long seed) {
        LinearQuadraticCase problem = new LinearQuadraticCase(seed);
        AugmentedLagrangianOptions tight = GAUSS_NEWTON
                .withConstraintTolerance(1e-10)
                .withInner(IlqrOptions.defaults().withGradientTolerance(1e-11));
        ConstrainedResult result = new AugmentedLagrangian(problem.problem, tight)
                .solve(problem.start, TimeVaryingMatrix.zeros(problem.horizon, problem.m, 1));
        LinearQuadraticCase.Optimum dense = problem.dense();
        assertThat(result.status()).isEqualTo(Status.CONVERGED);
        assertThat(result.states().toArray()).containsExactly(dense.states(), within(1e-8));
        assertThat(result.controls().toArray()).containsExactly(dense.controls(), within(1e-8));
        for (int k = 0; k < dense.multipliers().size(); k++) {
            double[] expected = dense.multipliers().get(k);
            double[] found = result.multipliers().terms().get(k).value().toArray();
            double scale = 1 + largest(expected);
            assertThat(found).containsExactly(expected, within(1e-8 * scale));
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    @Test
    void anInequalityThatIsNeverReachedChangesNothing() {
        ConstrainedTask task = ConstrainedTask.car();
        TrajectoryProblem free = task.problem().trajectory();
        IlqrOptions inner = SECOND_ORDER.inner();
        IlqrResult unconstrained = new IterativeLqr(free, inner).solve(task.start(), task.guess());
        ConstrainedProblem far = ConstrainedProblem.of(free)
                .withInequality("far away", KeepOut.circle(0, 1, -50, -50, 1), 0, free.horizon());
        AugmentedLagrangianOptions options = SECOND_ORDER.withFirstInnerTolerance(inner.gradientTolerance());
        ConstrainedResult result = new AugmentedLagrangian(far, options).solve(task.start(), task.guess());
        assertThat(result.status()).isEqualTo(Status.CONVERGED);
        assertThat(result.outerIterations()).isEqualTo(1);
        assertThat(result.controls()).isEqualTo(unconstrained.controls());
        assertThat(result.cost()).isEqualTo(unconstrained.cost());
        assertThat(largest(result.multipliers().of("far away").value().toArray()))
                .isZero();
    }

    @Test
    void withoutConstraintsItIsTheInnerSolver() {
        ConstrainedTask task = ConstrainedTask.car();
        TrajectoryProblem free = task.problem().trajectory();
        ConstrainedResult result =
                new AugmentedLagrangian(ConstrainedProblem.of(free), SECOND_ORDER).solve(task.start(), task.guess());
        IlqrResult unconstrained = new IterativeLqr(free, SECOND_ORDER.inner()).solve(task.start(), task.guess());
        assertThat(result.status()).isEqualTo(Status.CONVERGED);
        assertThat(result.violation()).isZero();
        // two stops along one path: the gradient is below 1e-7 at both
        assertThat(result.cost()).isCloseTo(unconstrained.cost(), within(1e-9));
    }

    /** ∂J*∕∂ε = −λ when h = 0 becomes h = ε. */
    @Test
    void multipliersAreSensitivities() {
        LinearQuadraticCase problem = new LinearQuadraticCase(3);
        TimeVaryingMatrix guess = TimeVaryingMatrix.zeros(problem.horizon, problem.m, 1);
        ConstrainedResult centre = new AugmentedLagrangian(problem.problem, GAUSS_NEWTON).solve(problem.start, guess);
        double lambda = centre.multipliers().of("goal").value().get(0, 0);
        double h = 1e-3;
        double slope = (costWithGoalMoved(problem, h) - costWithGoalMoved(problem, -h)) / (2 * h);
        assertThat(slope).isCloseTo(-lambda, within(1e-4 * (1 + Math.abs(lambda))));
    }

    private static double costWithGoalMoved(LinearQuadraticCase problem, double by) {
        List<ConstraintTerm> terms = new ArrayList<>(problem.problem.constraints());
        ConstraintTerm goal = terms.remove(terms.size() - 1);
        Goal old = (Goal) goal.constraint();
        Goal moved = new Goal(old.indices(), new double[] {old.target()[0] + by});
        ConstrainedProblem other = new ConstrainedProblem(problem.problem.trajectory(), terms)
                .withEquality("goal", moved, goal.first(), goal.last());
        return new AugmentedLagrangian(other, GAUSS_NEWTON)
                .solve(problem.start, TimeVaryingMatrix.zeros(problem.horizon, problem.m, 1))
                .cost();
    }

    @Test
    void startsWarmFromMultipliers() {
        ConstrainedTask task = ConstrainedTask.cartPole();
        AugmentedLagrangian solver = new AugmentedLagrangian(task.problem(), SECOND_ORDER);
        ConstrainedResult cold = solver.solve(task.start(), task.guess());
        ConstrainedResult warm = solver.solve(task.start(), cold.controls(), cold.multipliers());
        assertThat(cold.outerIterations()).isGreaterThan(5);
        assertThat(warm.status()).isEqualTo(Status.CONVERGED);
        assertThat(warm.outerIterations()).isLessThanOrEqualTo(2);
        assertThat(warm.innerIterations()).isLessThanOrEqualTo(3);
        assertThat(warm.cost()).isCloseTo(cold.cost(), within(1e-5));
    }

    @Test
    void refusesMultipliersOfAnotherProblem() {
        ConstrainedTask car = ConstrainedTask.car();
        ConstrainedTask cart = ConstrainedTask.cartPole();
        AugmentedLagrangian solver = new AugmentedLagrangian(car.problem(), SECOND_ORDER);
        assertThatThrownBy(() -> solver.solve(car.start(), car.guess(), Multipliers.zero(cart.problem(), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected those of first obstacle");
    }

    @Test
    void tellsTheListenerOfEveryOuterIterationAndStopsWhenItSays() {
        ConstrainedTask task = ConstrainedTask.car();
        List<OuterIteration> rows = new ArrayList<>();
        AugmentedLagrangian solver = new AugmentedLagrangian(task.problem(), SECOND_ORDER).withListener(row -> {
            rows.add(row);
            return rows.size() != 3;
        });
        ConstrainedResult result = solver.solve(task.start(), task.guess());
        assertThat(result.status()).isEqualTo(Status.CANCELLED);
        assertThat(rows).extracting(OuterIteration::number).containsExactly(1, 2, 3);
        assertThat(rows.stream().mapToInt(OuterIteration::innerIterations).sum())
                .isEqualTo(result.innerIterations());
        assertThat(rows)
                .extracting(row -> row.toString().length())
                .containsOnly(OuterIteration.header().length());
        assertThat(result.violation())
                .isEqualTo(rows.stream()
                        .mapToDouble(OuterIteration::violation)
                        .min()
                        .orElseThrow());
    }
}
