package org.waymark.lqr.derivative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.Model;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.DerivativeFinding.Kind;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;
import org.waymark.lqr.ilqr.problems.DualProblems;

/** The checker finds what is wrong, and nothing else. */
class DerivativeCheckerTest {
    private static final double[] X = {0.3, -0.8, 1.2, -0.4};
    private static final double[] U = {0.2};
    private static final int S = 5;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @EnumSource
    void rightDerivativesPass(BenchmarkProblem problem) {
        assertThat(DerivativeChecker.of(problem.problem())
                        .atRandom(random(1), 30, 1)
                        .findings())
                .isEmpty();
        DualModel dual = DualProblems.model(problem);
        assertThatCode(() -> DerivativeChecker.of(TrajectoryProblem.unlimited(dual, DualProblems.cost(problem), 100))
                        .atRandom(random(2), 30, 1)
                        .requireCorrect())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void derivativesByDifferencesPass(BenchmarkProblem problem) {
        FiniteDifferenceModel model = FiniteDifferenceModel.of(problem.model());
        assertThat(DerivativeChecker.of(model).atRandom(random(3), 30, 1).findings())
                .isEmpty();
    }

    @Test
    void aWrongEntryOfTheJacobianIsNamed() {
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < S; i++) {
                for (double error : new double[] {1e-6, -0.3, Double.NaN, Double.POSITIVE_INFINITY}) {
                    Tampered model = new Tampered(k * S + i, error, -1, -1, 0);
                    DerivativeReport report = DerivativeChecker.of(model).at(X, U, 17);
                    assertThat(report.findings()).hasSize(1);
                    DerivativeFinding found = report.findings().get(0);
                    assertThat(found.row()).isEqualTo(k);
                    assertThat(found.column()).isEqualTo(i);
                    assertThat(found.t()).isEqualTo(17);
                    assertThat(found.kind()).isEqualTo(Double.isFinite(error) ? Kind.WRONG : Kind.NOT_FINITE);
                }
            }
        }
    }

    @Test
    void aWrongEntryOfTheCurvatureIsNamed() {
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < S; i++) {
                for (int j = 0; j <= i; j++) {
                    Tampered model = new Tampered(-1, 0, k, i * S + j, 1e-5);
                    DerivativeReport report = DerivativeChecker.of(model).at(X, U, 0);
                    String entry = "Hessian of x" + EntryCheck.subscript(k) + "[" + i + "][" + j + "]";
                    assertThat(report.findings())
                            .anyMatch(
                                    f -> f.kind() == Kind.WRONG && f.quantity().startsWith(entry));
                    assertThat(report.findings())
                            .as("the wrong entry, and its asymmetry if it has a partner")
                            .hasSize(i == j ? 1 : 2);
                    assertThat(report.findings().stream().anyMatch(f -> f.kind() == Kind.ASYMMETRIC))
                            .isEqualTo(i != j);
                }
            }
        }
    }

    @Test
    void theMessageSaysWhatAndWhere() {
        DerivativeReport report =
                DerivativeChecker.of(new Tampered(2 * S + 4, 0.5, -1, -1, 0)).at(X, U, 17);
        assertThat(report.findings().get(0).message())
                .matches(
                        "jacobian\\[2]\\[4] \\(∂x₂/∂u₀\\) at t = 17: given 0\\.\\d+, differences say 0\\.\\d+ ± 1?\\de-1\\d");
        assertThatThrownBy(report::requireCorrect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("1 derivatives are wrong:\n  jacobian[2][4]");
        assertThat(DerivativeChecker.of(new Tampered(0, Double.NaN, -1, -1, 0))
                        .at(X, U, 3)
                        .toString())
                .contains("jacobian[0][0] (∂x₀/∂x₀) at t = 3: given NaN, or not written");
        assertThat(EntryCheck.subscript(120)).isEqualTo("₁₂₀");
    }

    /** The cart-pole with an error in one entry of its Jacobian, or of the curvature of one component. */
    private record Tampered(int jacobianAt, double jacobianError, int component, int curvatureAt, double curvatureError)
            implements DifferentiableModel {
        private static final DifferentiableModel EXACT = (DifferentiableModel) BenchmarkProblem.CART_POLE.model();

        @Override
        public int stateSize() {
            return 4;
        }

        @Override
        public int controlSize() {
            return 1;
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            EXACT.next(state, control, t, nextState);
        }

        @Override
        public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
            EXACT.jacobian(state, control, t, jacobian);
            if (jacobianAt >= 0) {
                jacobian[jacobianAt] += jacobianError;
            }
        }

        @Override
        public boolean hasCurvature() {
            return true;
        }

        @Override
        public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
            EXACT.addCurvature(state, control, t, weights, hessian);
            if (component >= 0) {
                hessian[curvatureAt] += weights[component] * curvatureError;
            }
        }
    }

    @Test
    void curvatureThatIsWrittenAndNotAddedOrNotLinearInTheWeightsIsFound() {
        DifferentiableModel overwrites = new Wrapped() {
            @Override
            public void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
                java.util.Arrays.fill(hessian, 0);
                Tampered.EXACT.addCurvature(x, u, t, w, hessian);
            }
        };
        DifferentiableModel forgetsSigns = new Wrapped() {
            @Override
            public void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
                double[] positive = w.clone();
                for (int i = 0; i < w.length; i++) {
                    positive[i] = Math.abs(w[i]);
                }
                Tampered.EXACT.addCurvature(x, u, t, positive, hessian);
            }
        };
        assertThat(DerivativeChecker.of(overwrites).at(X, U, 0).isCorrect()).isFalse();
        assertThat(DerivativeChecker.of(forgetsSigns).at(X, U, 0).isCorrect()).isFalse();
        assertThat(DerivativeChecker.of(forgetsSigns)
                        .withoutSecondDerivatives()
                        .at(X, U, 0)
                        .isCorrect())
                .isTrue();
    }

    private abstract static class Wrapped implements DifferentiableModel {
        @Override
        public int stateSize() {
            return 4;
        }

        @Override
        public int controlSize() {
            return 1;
        }

        @Override
        public void next(double[] x, double[] u, int t, double[] next) {
            Tampered.EXACT.next(x, u, t, next);
        }

        @Override
        public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
            Tampered.EXACT.jacobian(x, u, t, jacobian);
        }

        @Override
        public boolean hasCurvature() {
            return true;
        }
    }

    /** The cost of car parking with one error of the given kind, in the running or the final expansion. */
    private record TamperedCost(int at, int across, double error, boolean terminalOne) implements Cost {
        private static final Cost EXACT = BenchmarkProblem.CAR_PARKING.cost();

        @Override
        public double running(double[] state, double[] control, int t) {
            return EXACT.running(state, control, t);
        }

        @Override
        public double terminal(double[] state) {
            return EXACT.terminal(state);
        }

        @Override
        public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
            EXACT.expandRunning(state, control, t, weight, into);
            tamper(!terminalOne, weight, into);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            EXACT.expandTerminal(state, weight, into);
            tamper(terminalOne, weight, into);
        }

        private void tamper(boolean here, double weight, StageExpansion into) {
            if (here && at < 0) {
                into.addValue(weight * error);
            } else if (here && across < 0) {
                into.addGradient(at, weight * error);
            } else if (here) {
                into.addHessian(at, across, weight * error);
            }
        }
    }

    @Test
    void aWrongEntryOfACostIsNamed() {
        double[] x = {1, 0.5, -0.3, 0.2};
        double[] u = {0.1, -0.2};
        for (boolean terminal : new boolean[] {false, true}) {
            String name = terminal ? "ℓ_f" : "ℓ";
            for (int i = -1; i < 6; i++) {
                for (int j = -1; j < (i < 0 ? 0 : 6); j++) {
                    DerivativeReport report = DerivativeChecker.of(new TamperedCost(i, j, 1e-4, terminal), 4, 2)
                            .at(x, u, 5);
                    String quantity = i < 0
                            ? "value of " + name
                            : j < 0
                                    ? "gradient[" + i + "] (∂" + name + "/"
                                    : "Hessian of " + name + "[" + i + "][" + j + "]";
                    assertThat(report.findings())
                            .as(quantity)
                            .anyMatch(f -> f.kind() == Kind.WRONG
                                    && f.quantity().startsWith(quantity)
                                    && f.t() == (terminal ? -1 : 5));
                    assertThat(report.findings()).as(quantity).hasSize(j < 0 || i == j ? 1 : 2);
                }
            }
        }
    }

    @Test
    void aWeightThatIsForgottenIsFound() {
        Cost forgetful = new Cost() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return x[0];
            }

            @Override
            public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
                into.addValue(weight * x[0]);
                into.addGradient(0, 1);
            }
        };
        assertThat(DerivativeChecker.of(forgetful, 1, 1)
                        .at(new double[1], new double[1], 0)
                        .toString())
                .contains("gradient[0] (∂ℓ/∂x₀) at t = 0: given 1.3333333333333333, differences say");
    }

    @Test
    void randomPointsCoverTheHorizonAndRepeat() {
        DifferentiableModel failsLate = new Wrapped() {
            @Override
            public boolean hasCurvature() {
                return false;
            }

            @Override
            public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
                super.jacobian(x, u, t, jacobian);
                jacobian[0] += t == 9 ? 1 : 0;
            }
        };
        DerivativeChecker checker = DerivativeChecker.of(failsLate);
        assertThat(checker.atRandom(random(1), 100, 1).isCorrect()).isTrue();
        DerivativeReport late = checker.withHorizon(10).atRandom(random(1), 100, 1);
        assertThat(late.findings()).isNotEmpty().allMatch(f -> f.t() == 9);
        assertThat(late).isEqualTo(checker.withHorizon(10).atRandom(random(1), 100, 1));
    }

    @Test
    void refusesWhatCannotBeChecked() {
        Model plain = FiniteDifferenceModel.of(BenchmarkProblem.CART_POLE.model());
        Model hidden = new Model() {
            @Override
            public int stateSize() {
                return 4;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                plain.next(x, u, t, next);
            }
        };
        TrajectoryProblem problem = TrajectoryProblem.unlimited(hidden, BenchmarkProblem.CART_POLE.cost(), 3);
        assertThatThrownBy(() -> DerivativeChecker.of(problem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DifferentiableModel");
        DerivativeChecker checker = DerivativeChecker.of(BenchmarkProblem.CART_POLE.cost(), 4, 1);
        assertThatThrownBy(() -> checker.at(U, U, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("point: expected 4 states and 1 controls, found 1 and 1");
        assertThatThrownBy(() -> checker.withHorizon(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
