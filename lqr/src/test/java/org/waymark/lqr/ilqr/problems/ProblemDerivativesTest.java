package org.waymark.lqr.ilqr.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.StageExpansion;

/** The derivatives of the benchmark problems against central differences, whose error at this step is below 1e-7. */
class ProblemDerivativesTest {
    private static final double STEP = 1e-5;
    private static final double ERROR = 1e-7;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    @ParameterizedTest
    @EnumSource
    void jacobianAndCurvature(BenchmarkProblem problem) {
        DifferentiableModel model = (DifferentiableModel) problem.model();
        int n = model.stateSize();
        int p = n + model.controlSize();
        for (int trial = 0; trial < 20; trial++) {
            double[] y = normal(p);
            double[] w = normal(n);
            double[] exact = new double[n * p];
            jacobian(model, y, exact);
            double[] curvature = new double[p * p];
            model.addCurvature(head(y, n), tail(y, n), 0, w, curvature);
            double[] plus = new double[n];
            double[] minus = new double[n];
            double[] jacobianPlus = new double[n * p];
            double[] jacobianMinus = new double[n * p];
            for (int j = 0; j < p; j++) {
                double centre = y[j];
                y[j] = centre + STEP;
                model.next(head(y, n), tail(y, n), 0, plus);
                jacobian(model, y, jacobianPlus);
                y[j] = centre - STEP;
                model.next(head(y, n), tail(y, n), 0, minus);
                jacobian(model, y, jacobianMinus);
                y[j] = centre;
                for (int i = 0; i < n; i++) {
                    assertThat(exact[i * p + j]).isCloseTo((plus[i] - minus[i]) / (2 * STEP), within(ERROR));
                }
                for (int k = 0; k < p; k++) {
                    double second = 0;
                    for (int i = 0; i < n; i++) {
                        second += w[i] * (jacobianPlus[i * p + k] - jacobianMinus[i * p + k]) / (2 * STEP);
                    }
                    assertThat(curvature[k * p + j]).isCloseTo(second, within(ERROR));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cost(BenchmarkProblem problem) {
        Cost exact = problem.cost();
        Cost numeric = new Cost() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return exact.running(x, u, t);
            }

            @Override
            public double terminal(double[] x) {
                return exact.terminal(x);
            }
        };
        int n = problem.model().stateSize();
        int m = problem.model().controlSize();
        for (int trial = 0; trial < 20; trial++) {
            double[] x = normal(n);
            double[] u = normal(m);
            StageExpansion a = new StageExpansion(n, m);
            StageExpansion b = new StageExpansion(n, m);
            exact.expandRunning(x, u, 3, 0.5, a);
            numeric.expandRunning(x, u, 3, 0.5, b);
            exact.expandTerminal(x, 2, a);
            numeric.expandTerminal(x, 2, b);
            // Second differences with a step of 1e-4; third derivatives of the car's cost reach 1e3 where |z| is small.
            double error = 1e-4 * (1 + Math.abs(b.value()));
            assertThat(a.value()).isCloseTo(b.value(), within(1e-12 * (1 + Math.abs(b.value()))));
            for (int i = 0; i < n + m; i++) {
                assertThat(a.gradient(i)).isCloseTo(b.gradient(i), within(error));
                for (int j = 0; j < n + m; j++) {
                    assertThat(a.hessian(i, j))
                            .isCloseTo(b.hessian(i, j), within(error + 1e-3 * Math.abs(b.hessian(i, j))));
                }
            }
        }
    }

    private static void jacobian(DifferentiableModel model, double[] y, double[] out) {
        model.jacobian(head(y, model.stateSize()), tail(y, model.stateSize()), 0, out);
    }

    private static double[] head(double[] y, int n) {
        return java.util.Arrays.copyOf(y, n);
    }

    private static double[] tail(double[] y, int n) {
        return java.util.Arrays.copyOfRange(y, n, y.length);
    }

    private double[] normal(int size) {
        double[] a = new double[size];
        for (int i = 0; i < size; i++) {
            a[i] = random.nextGaussian();
        }
        return a;
    }
}
