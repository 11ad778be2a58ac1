package org.waymark.lqr.ilqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;

/** Every kind of bad input gets an error or a status of its own, at the first, the last and another time step. */
class BadInputTest {
    private static final int HORIZON = 20;
    private static final double[] START = {0.1, 0};
    private static final TimeVaryingMatrix GUESS = TimeVaryingMatrix.zeros(HORIZON, 1, 1);

    /** The pendulum and its cost, which a test may spoil. */
    private static class Spoilt implements DifferentiableModel, Cost {
        final DifferentiableModel model = (DifferentiableModel) BenchmarkProblem.PENDULUM.model();
        final Cost cost = BenchmarkProblem.PENDULUM.cost();

        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public int controlSize() {
            return 1;
        }

        @Override
        public void next(double[] x, double[] u, int t, double[] xNext) {
            model.next(x, u, t, xNext);
        }

        @Override
        public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
            model.jacobian(x, u, t, jacobian);
        }

        @Override
        public boolean hasCurvature() {
            return true;
        }

        @Override
        public void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
            model.addCurvature(x, u, t, w, hessian);
        }

        @Override
        public double running(double[] x, double[] u, int t) {
            return cost.running(x, u, t);
        }

        @Override
        public double terminal(double[] x) {
            return cost.terminal(x);
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            cost.expandRunning(x, u, t, weight, into);
        }

        @Override
        public void expandTerminal(double[] x, double weight, StageExpansion into) {
            cost.expandTerminal(x, weight, into);
        }

        IterativeLqr solver(IlqrOptions options) {
            return new IterativeLqr(TrajectoryProblem.unlimited(this, this, HORIZON), options);
        }

        IlqrResult solve() {
            return solver(IlqrOptions.defaults().withCurvature(Curvature.SECOND_ORDER))
                    .solve(START, GUESS);
        }
    }

    @Test
    void shapes() {
        IterativeLqr solver = new Spoilt().solver(IlqrOptions.defaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solve(new double[3], GUESS))
                .withMessage("initial state: expected 2 numbers, found 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solve(START, TimeVaryingMatrix.zeros(HORIZON + 1, 1, 1)))
                .withMessage("controls: expected 20 steps of 1×1, found 21 of 1×1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solve(START, TimeVaryingMatrix.zeros(HORIZON, 2, 1), GUESS))
                .withMessage("states: expected 21 steps of 2×1, found 20 of 2×1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1})
    void guessesThatAreNotFinite(int t) {
        IterativeLqr solver = new Spoilt().solver(IlqrOptions.defaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solve(new double[] {0, Double.POSITIVE_INFINITY}, GUESS))
                .withMessage("initial state: expected finite numbers, found Infinity at t = 0, index 1");
        double[] controls = new double[HORIZON];
        controls[t] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solve(START, TimeVaryingMatrix.ofVectors(HORIZON, 1, controls)))
                .withMessage("controls: expected finite numbers, found NaN at t = " + t + ", index 0");
        double[] states = new double[2 * (HORIZON + 1)];
        states[2 * t + 1] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solve(START, TimeVaryingMatrix.ofVectors(HORIZON + 1, 2, states), GUESS))
                .withMessage("states: expected finite numbers, found NaN at t = " + t + ", index 1");
        // it can still be used
        assertThat(solver.solve(START, GUESS).termination()).isEqualTo(Termination.GRADIENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1})
    void aGuessWhoseTrajectoryIsNotFinite(int bad) {
        Spoilt model = new Spoilt() {
            @Override
            public void next(double[] x, double[] u, int t, double[] xNext) {
                super.next(x, u, t, xNext);
                xNext[1] = t == bad ? Double.NaN : xNext[1];
            }
        };
        assertThatThrownBy(model::solve)
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("model state: NaN at t = " + bad + ", index 1");
        Spoilt cost = new Spoilt() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return t == bad ? Double.POSITIVE_INFINITY : super.running(x, u, t);
            }
        };
        assertThatThrownBy(cost::solve)
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("cost: Infinity at t = " + bad + ", index 0");
        Spoilt atTheEnd = new Spoilt() {
            @Override
            public double terminal(double[] x) {
                return Double.NaN;
            }
        };
        assertThatThrownBy(atTheEnd::solve).hasMessage("final cost: NaN at t = " + HORIZON + ", index 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1})
    void derivativesThatAreNotFiniteAfterTheFirstStep(int bad) {
        Spoilt jacobian = new Spoilt() {
            @Override
            public void jacobian(double[] x, double[] u, int t, double[] out) {
                super.jacobian(x, u, t, out);
                out[5] = t == bad && u[0] != 0 ? Double.NaN : out[5];
            }
        };
        requireLastGood(jacobian.solve(), "model Jacobian", bad, 5);
        Spoilt curvature = new Spoilt() {
            @Override
            public void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
                hessian[4] += t == bad && u[0] != 0 ? Double.NaN : 0;
            }
        };
        requireLastGood(curvature.solve(), "model curvature", bad, 4);
        Spoilt gradient = new Spoilt() {
            @Override
            public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
                super.expandRunning(x, u, t, weight, into);
                into.addGradient(2, t == bad && u[0] != 0 ? Double.NEGATIVE_INFINITY : 0);
            }
        };
        requireLastGood(gradient.solve(), "cost gradient", bad, 2);
        Spoilt hessian = new Spoilt() {
            @Override
            public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
                super.expandRunning(x, u, t, weight, into);
                into.addHessian(2, 2, t == bad && u[0] != 0 ? Double.NaN : 0);
            }
        };
        requireLastGood(hessian.solve(), "cost Hessian", bad, 8);
    }

    private static void requireLastGood(IlqrResult result, String quantity, int t, int index) {
        assertThat(result.termination()).isEqualTo(Termination.NON_FINITE);
        assertThat(result.failedAt()).hasValue(t);
        assertThat(result.failure().orElseThrow().quantity()).isEqualTo(quantity);
        assertThat(result.failure().orElseThrow().t()).isEqualTo(t);
        assertThat(result.failure().orElseThrow().index()).isEqualTo(index);
        assertThat(result.iterations()).isGreaterThanOrEqualTo(1);
        assertThat(result.states().firstNonFinite()).isEqualTo(-1);
        assertThat(result.gain().firstNonFinite()).isEqualTo(-1);
        assertThat(result.cost()).isLessThan(costOfTheGuess());
    }

    private static double costOfTheGuess() {
        IterativeLqr solver = new Spoilt().solver(IlqrOptions.defaults());
        solver.begin(START, GUESS);
        return solver.cost();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1})
    void aModelThatReturnsNaNWhateverStepIsTried(int bad) {
        Spoilt model = new Spoilt() {
            @Override
            public void next(double[] x, double[] u, int t, double[] xNext) {
                super.next(x, u, t, xNext);
                xNext[0] = t == bad && u[0] != 0 ? Double.NaN : xNext[0];
            }
        };
        IlqrResult result = model.solve();
        assertThat(result.termination()).isEqualTo(Termination.NON_FINITE);
        assertThat(result.failedAt()).hasValue(bad);
        assertThat(result.failure().orElseThrow()).hasMessage("model state: NaN at t = " + bad + ", index 0");
        assertThat(result.cost()).isEqualTo(costOfTheGuess());
        assertThat(result.controls()).isEqualTo(GUESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, HORIZON - 1})
    void aCostThatIsConcaveInTheControl(int bad) {
        Spoilt concave = new Spoilt() {
            @Override
            public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
                super.expandRunning(x, u, t, weight, into);
                into.addHessian(2, 2, t == bad ? -1e6 : 0);
            }
        };
        for (RegularizationOptions.Kind kind : RegularizationOptions.Kind.values()) {
            IlqrResult result = concave.solver(IlqrOptions.defaults()
                            .withRegularization(RegularizationOptions.defaults()
                                    .withKind(kind)
                                    .withMax(1e3)))
                    .solve(START, GUESS);
            assertThat(result.termination()).isEqualTo(Termination.NOT_POSITIVE_DEFINITE);
            assertThat(result.failedAt()).hasValue(bad);
            assertThat(result.controls()).isEqualTo(GUESS);
            assertThat(result.cost()).isEqualTo(costOfTheGuess());
        }
    }

    @Test
    void aStepThatNeverImproves() {
        Spoilt lying = new Spoilt() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return u[0] == 0 ? 0 : 1e6;
            }
        };
        IlqrResult result = lying.solve();
        assertThat(result.termination()).isEqualTo(Termination.NO_IMPROVEMENT);
        assertThat(result.controls()).isEqualTo(GUESS);
    }

    @Test
    void callsOutOfOrder() {
        IterativeLqr solver = new Spoilt().solver(IlqrOptions.defaults());
        assertThatIllegalStateException().isThrownBy(() -> solver.iterate(1));
        assertThatIllegalStateException().isThrownBy(() -> solver.shift(START));
        Spoilt firstOrder = new Spoilt() {
            @Override
            public boolean hasCurvature() {
                return false;
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(firstOrder::solve)
                .withMessageStartingWith("curvature: SECOND_ORDER needs a model with second derivatives");
        double[] tooFew = new double[1];
        solver.begin(START, GUESS);
        assertThatIllegalArgumentException().isThrownBy(() -> solver.shift(tooFew));
    }
}
