package org.waymark.lqr.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.lqr.RandomStreams;

/** Each ready-made constraint against differences, and against a hand calculation. */
class ConstraintDerivativesTest {
    private static final int N = 4;
    private static final int M = 2;
    private static final double[] NONE = new double[M];

    static List<Constraint> all() {
        double infinity = Double.POSITIVE_INFINITY;
        return List.of(
                Goal.state(1, 2, 3, 4),
                new Goal(new int[] {3, 1}, new double[] {0.5, -0.5}),
                StateLimits.of(new double[] {-1, -infinity, -2, -infinity}, new double[] {1, 2, infinity, infinity}),
                StateLimits.component(2, -0.1, 0.1),
                KeepOut.circle(0, 1, 0.3, -0.2, 0.7),
                new KeepOut(new int[] {3, 0, 2}, new double[] {1, 2, 3}, 2),
                new LinearConstraint(sequence(2 * N), sequence(2 * M), sequence(2)),
                new ControlNorm(1.5),
                new DualConstraint(N, M, 2, (x, u, t, g) -> {
                    g[0] = x[3].square().times(u[0].sin()).minus(t);
                    g[1] = x[0].times(x[1].sin()).plus(u[1].times(x[2]));
                }));
    }

    private static double[] sequence(int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = 0.3 * i - 1;
        }
        return values;
    }

    private static double[] gaussian(RandomGenerator random, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = 0.5 * random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("all")
    void jacobiansEqualDifferences(Constraint constraint) {
        RandomGenerator random = new RandomStreams(5).stream("constraints", 0, 0, 0);
        for (int point = 0; point < 10; point++) {
            double[] x = gaussian(random, N);
            double[] u = gaussian(random, M);
            double[] exact = filled(constraint.size() * (N + M));
            double[] differences = filled(exact.length);
            constraint.jacobian(x, u, 3, exact);
            ConstraintDifferences.jacobian(constraint, x, u, 3, differences);
            assertThat(exact).containsExactly(differences, within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void curvaturesEqualDifferencesOfJacobians(Constraint constraint) {
        RandomGenerator random = new RandomStreams(6).stream("constraints", 0, 0, 0);
        double[] x = gaussian(random, N);
        double[] u = gaussian(random, M);
        double[] weights = gaussian(random, constraint.size());
        double[] exact = new double[(N + M) * (N + M)];
        constraint.addCurvature(x, u, 3, weights, exact);
        constraint.addCurvature(x, u, 3, weights, exact);
        double h = 1e-5;
        for (int j = 0; j < N + M; j++) {
            double[] plus = weightedGradient(constraint, x, u, weights, j, h);
            double[] minus = weightedGradient(constraint, x, u, weights, j, -h);
            for (int i = 0; i < N + M; i++) {
                // twice, because it adds
                assertThat(exact[i * (N + M) + j]).isCloseTo((plus[i] - minus[i]) / h, within(1e-8));
            }
        }
    }

    private static double[] weightedGradient(
            Constraint constraint, double[] x, double[] u, double[] weights, int j, double by) {
        double[] state = x.clone();
        double[] control = u.clone();
        if (j < N) {
            state[j] += by;
        } else {
            control[j - N] += by;
        }
        double[] jacobian = new double[weights.length * (N + M)];
        constraint.jacobian(state, control, 3, jacobian);
        double[] gradient = new double[N + M];
        for (int i = 0; i < jacobian.length; i++) {
            gradient[i % (N + M)] += weights[i / (N + M)] * jacobian[i];
        }
        return gradient;
    }

    private static double[] filled(int size) {
        double[] values = new double[size];
        java.util.Arrays.fill(values, 99);
        return values;
    }

    @Test
    void differencesLeaveTheControlAloneWhereThereIsNone() {
        double[] noControl = {Double.NaN, Double.NaN};
        double[] jacobian = new double[N + M];
        Constraint sum = new Constraint() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void value(double[] state, double[] control, int t, double[] value) {
                value[0] = state[0] * state[1];
            }
        };
        sum.jacobian(new double[] {2, 3, 0, 0}, noControl, 9, jacobian);
        assertThat(jacobian).containsExactly(new double[] {3, 2, 0, 0, 0, 0}, within(1e-9));
    }

    @Test
    void valuesAreWhatTheyShouldBe() {
        double[] g = new double[1];
        KeepOut.circle(0, 1, 1, 0, 2).value(new double[] {2, 0, 0, 0}, NONE, 0, g);
        assertThat(g[0]).isEqualTo(0.75); // (4 − 1) / 4
        KeepOut.circle(0, 1, 0, 0, 2).value(new double[] {0, 2.001, 0, 0}, NONE, 0, g);
        assertThat(g[0]).isCloseTo(-0.001, within(1e-6));
        new ControlNorm(5).value(new double[N], new double[] {3, 4}, 0, g);
        assertThat(g[0]).isZero();
        double[] two = new double[2];
        StateLimits.component(1, -1, 3).value(new double[] {0, 4, 0, 0}, NONE, 0, two);
        assertThat(two).containsExactly(1, -5);
        Goal.state(1, 2).value(new double[] {4, 4}, NONE, 0, two);
        assertThat(two).containsExactly(3, 2);
        new LinearConstraint(new double[] {1, 2}, new double[] {3}, new double[] {4})
                .value(new double[] {10, 100}, new double[] {1000}, 0, g);
        assertThat(g[0]).isEqualTo(3206);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertRefused(
                () -> new Goal(new int[] {1}, new double[2]), "goal: indices: expected 2, one for each value, found 1");
        assertRefused(() -> Goal.state(Double.NaN), "goal[0]: expected a finite number, found NaN");
        assertRefused(() -> KeepOut.circle(0, 1, 0, 0, 0), "keep-out: radius: expected a positive number, found 0.0");
        assertRefused(() -> KeepOut.circle(0, -1, 0, 0, 1), "keep-out: indices[1]: expected 0 or more, found -1");
        assertRefused(() -> new ControlNorm(Double.NaN), "control norm: bound: expected a positive number, found NaN");
        assertRefused(
                () -> new LinearConstraint(new double[3], new double[2], new double[2]),
                "linear constraint: A: expected 2 rows, one for each entry of b, found 3 numbers");
        assertRefused(
                () -> StateLimits.component(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                "state limits: expected a finite one, found none");
        assertRefused(
                () -> new ConstraintTerm("late", ConstraintTerm.Kind.EQUALITY, new ControlNorm(1), 3, 2),
                "constraint late: steps: expected 0 ≤ first ≤ last, found 3 and 2");
    }

    private static void assertRefused(Runnable making, String message) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] target = {1, 2};
        Goal goal = Goal.state(target);
        target[0] = 9;
        goal.target()[1] = 9;
        goal.indices()[0] = 9;
        assertThat(goal.target()).containsExactly(1, 2);
        assertThat(goal.indices()).containsExactly(0, 1);
    }
}
