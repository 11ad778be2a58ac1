package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.Model;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;

/** The parts of a result belong to the same trajectory. */
class ConsistencyTest {
    private static final IlqrOptions OPTIONS = IlqrOptions.defaults().withCurvature(Curvature.SECOND_ORDER);

    @ParameterizedTest
    @EnumSource
    void statesCostGradientAndGainsBelongToTheControls(BenchmarkProblem benchmark) {
        TrajectoryProblem problem = benchmark.problem();
        for (int iterations : new int[] {0, 1, 4, 500}) {
            IlqrResult result = new IterativeLqr(problem, OPTIONS.withMaxIterations(iterations))
                    .solve(benchmark.initialState(), benchmark.guess());
            assertThat(result.iterations()).isLessThanOrEqualTo(iterations);
            requireRollout(problem, result);
            if (iterations < 500) {
                // near the unstable optimum of the pendulum, differences of whole trajectories have no digits left
                assertThat(result.gradientNorm())
                        .isCloseTo(gradientByDifferences(problem, result), within(1e-5 + 1e-5 * result.gradientNorm()));
            }

            IlqrResult again = new IterativeLqr(
                            problem,
                            OPTIONS.withMaxIterations(0)
                                    .withRegularization(OPTIONS.regularization().withInitial(result.regularization())))
                    .solve(benchmark.initialState(), result.controls());
            assertThat(again.states()).isEqualTo(result.states());
            assertThat(again.cost()).isEqualTo(result.cost());
            assertThat(again.gradientNorm()).isEqualTo(result.gradientNorm());
            for (int i = 0; i < result.gain().toArray().length; i++) {
                // where the problem of a stage has limits, its solution depends on the first guess by rounding
                assertThat(again.gain().toArray()[i])
                        .isCloseTo(
                                result.gain().toArray()[i],
                                within(1e-9 * (1 + Math.abs(result.gain().toArray()[i]))));
            }
        }
    }

    private static void requireRollout(TrajectoryProblem problem, IlqrResult result) {
        Model model = problem.model();
        double[] x = result.states().step(0);
        double[] next = new double[x.length];
        double cost = 0;
        for (int t = 0; t < problem.horizon(); t++) {
            double[] u = result.controls().step(t);
            cost += problem.cost().running(x, u, t);
            model.next(x, u, t, next);
            assertThat(result.states().step(t + 1)).containsExactly(next);
            System.arraycopy(next, 0, x, 0, x.length);
        }
        assertThat(result.cost()).isEqualTo(cost + problem.cost().terminal(x));
        assertThat(result.gap()).isZero();
    }

    private static double cost(TrajectoryProblem problem, double[] x0, double[] controls) {
        int m = problem.controlSize();
        double[] x = x0.clone();
        double[] next = new double[x.length];
        double[] u = new double[m];
        double sum = 0;
        for (int t = 0; t < problem.horizon(); t++) {
            System.arraycopy(controls, t * m, u, 0, m);
            sum += problem.cost().running(x, u, t);
            problem.model().next(x, u, t, next);
            System.arraycopy(next, 0, x, 0, x.length);
        }
        return sum + problem.cost().terminal(x);
    }

    /** The definition of the projected gradient, with ∂J/∂u by differences of whole trajectories. */
    private static double gradientByDifferences(TrajectoryProblem problem, IlqrResult result) {
        int n = problem.stateSize();
        int m = problem.controlSize();
        double[] controls = result.controls().toArray();
        double[] x0 = result.states().step(0);
        double norm = 0;
        double scale = 1;
        for (int i = 0; i < controls.length; i++) {
            double u = controls[i];
            double h = 1e-6;
            double near = difference(problem, x0, controls, i, h);
            double far = difference(problem, x0, controls, i, 2 * h);
            // of fourth order: the trajectory depends on its first controls very nonlinearly
            double slope = (8 * near - far) / (12 * h);
            int t = i / m;
            StageExpansion stage = new StageExpansion(n, m);
            problem.cost()
                    .expandRunning(result.states().step(t), result.controls().step(t), t, 1, stage);
            double own = stage.gradient(n + i % m);
            scale = Math.max(scale, Math.max(Math.abs(own), Math.abs(slope - own)));
            double lower = problem.limits().lower(i % m);
            double upper = problem.limits().upper(i % m);
            norm = Math.max(norm, Math.abs(u - Math.max(lower, Math.min(upper, u - slope))));
        }
        return norm / scale;
    }

    private static double difference(TrajectoryProblem problem, double[] x0, double[] controls, int i, double h) {
        double u = controls[i];
        controls[i] = u + h;
        double plus = cost(problem, x0, controls);
        controls[i] = u - h;
        double minus = cost(problem, x0, controls);
        controls[i] = u;
        return plus - minus;
    }
}
