package org.waymark.lqr.riccati;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.ExpectedCost;
import org.waymark.lqr.solver.GaussianForwardPass;
import org.waymark.lqr.solver.LqrBackwardPass;
import org.waymark.lqr.solver.LqrSolution;

class InfiniteHorizonLqrTest {
    private static final double[][] A = {{1, 0.1, 0}, {0.2, 1.1, 0.3}, {0, -0.1, 0.9}};
    private static final double[][] B = {{0, 0.1}, {0.5, 0}, {0.1, 1}};
    private static final double[][] Q = {{2, 0.3, 0}, {0.3, 1, 0.1}, {0, 0.1, 0.5}};
    private static final double[][] R = {{0.4, 0.1}, {0.1, 0.8}};
    private static final double[][] N = {{0.1, 0}, {0.2, -0.1}, {0, 0.3}};
    private static final double[][] W = {{0.2, 0.05, 0}, {0.05, 0.1, 0}, {0, 0, 0.3}};

    private static final LinearQuadraticProblem FULL = LinearQuadraticProblem.of(A, B, Q, R)
            .withCross(N)
            .withDrift(0.3, -0.2, 0.1)
            .withNoise(W)
            .withGradient(new double[] {0.5, -1, 0.2}, new double[] {0.1, 0.7});

    /** Drake's theorem: from X the finite recursion stays at X, with affine and cross terms, and each step costs λ. */
    @Test
    void isAFixedPointOfTheFiniteRecursion() {
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(FULL);
        QuadraticCost running = FULL.cost(200, s.valueHessian());
        LqrSolution finite = LqrBackwardPass.solve(model(200), withFinalGradient(running, s.valueGradient()));
        double[] k = new double[2];
        for (int t = 0; t < 200; t++) {
            assertClose(finite.valueHessian().step(t), flat(s.valueHessian()), 1e-12);
            assertClose(finite.valueGradient().step(t), s.valueGradient(), 1e-12);
            assertClose(finite.controller().gain().step(t), flat(s.gain()), 1e-12);
            finite.controller().offset().read(t, k);
            assertClose(k, s.offset(), 1e-12);
            assertThat(finite.valueConstant().get(t, 0) - finite.valueConstant().get(t + 1, 0))
                    .isCloseTo(s.meanCost(), within(1e-11));
        }
    }

    @Test
    void theFiniteRecursionRunsIntoItFromZero() {
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(FULL);
        LqrSolution finite = LqrBackwardPass.solve(model(400), FULL.cost(400, new double[3][3]));
        assertClose(finite.valueHessian().step(0), flat(s.valueHessian()), 1e-12);
        assertClose(finite.valueGradient().step(0), s.valueGradient(), 1e-12);
        assertClose(finite.controller().gain().step(0), flat(s.gain()), 1e-12);
        // and half way it is still on its way
        assertThat(finite.valueHessian().get(395, 0, 0)).isLessThan(0.99 * s.valueHessian()[0][0]);
    }

    @Test
    void meanCostIsThatOfTheClosedLoop() {
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(FULL);
        // controls of a variance of 1e-14
        LinearGaussianController controller = s.controller(600, 1e-14);
        double[] perStep = ExpectedCost.perStep(
                FULL.cost(600, new double[3][3]), GaussianForwardPass.propagate(model(600), controller));
        assertThat(perStep[599]).isCloseTo(s.meanCost(), within(1e-10));
    }

    @Test
    void restsWhereNothingMoves() {
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(FULL);
        double[] y = {s.restState()[0], s.restState()[1], s.restState()[2], s.restControl()[0], s.restControl()[1]};
        double[] next = {0.3, -0.2, 0.1};
        model(1).transition().multiplyAdd(0, y, next);
        assertClose(next, s.restState(), 1e-13);
        double[] control = s.offset();
        TimeVaryingMatrix.constant(1, s.gain()).multiplyAdd(0, s.restState(), control);
        assertClose(control, s.restControl(), 1e-13);
    }

    @Test
    void aSetpointThatIsAnEquilibriumIsReachedAndCostsNothing() {
        double[] state = {1, -2, 0.5};
        double[] control = {0.4, -0.3};
        // f = x* − Ax* − Bu*
        double[] drift = state.clone();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                drift[i] -= A[i][j] * state[j];
            }
            for (int j = 0; j < 2; j++) {
                drift[i] -= B[i][j] * control[j];
            }
        }
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(LinearQuadraticProblem.of(A, B, Q, R)
                .withCross(N)
                .withDrift(drift)
                .around(state, control));
        assertClose(s.restState(), state, 1e-12);
        assertClose(s.restControl(), control, 1e-12);
        assertThat(s.meanCost()).isCloseTo(0, within(1e-12));
    }

    @Test
    void covarianceIsTheTemperatureTimesTheInverseCurvature() {
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(FULL);
        LqrSolution finite = LqrBackwardPass.solve(model(3), FULL.cost(3, s.valueHessian()));
        assertClose(s.controller(3, 1).covariance(1), finite.controller().covariance(1), 1e-12);
        double[] hot = s.controller(1, 7).covariance(0);
        for (int i = 0; i < 4; i++) {
            assertThat(hot[i]).isCloseTo(7 * s.controller(1, 1).covariance(0)[i], within(1e-13));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.controller(1, 0))
                .withMessage("temperature: expected a finite number > 0, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.controller(0, 1))
                .withMessage("horizon: expected at least 1, found 0");
    }

    @Test
    void tellsWhyThereIsNoController() {
        InfiniteHorizonSolution s = InfiniteHorizonLqr.solve(LinearQuadraticProblem.of(
                new double[][] {{2}}, new double[][] {{0}}, new double[][] {{1}}, new double[][] {{1}}));
        assertThat(s.status()).isEqualTo(RiccatiStatus.UNSTABILISABLE);
        assertThat(s.message()).contains("eigenvalue 2.0");
        assertThatIllegalStateException().isThrownBy(s::offset).withMessageContaining("eigenvalue 2.0");
        assertThatIllegalStateException().isThrownBy(s::meanCost);
    }

    /** The example of the package's description. */
    @Test
    void fiveLinesSolveARegulator() {
        double[][] a = {{1, 0.1}, {0, 1}};
        double[][] b = {{0.005}, {0.1}};
        LinearQuadraticProblem problem =
                LinearQuadraticProblem.of(a, b, new double[][] {{1, 0}, {0, 0.1}}, new double[][] {{0.01}});
        InfiniteHorizonSolution forever = InfiniteHorizonLqr.solve(problem);
        LqrSolution fiveSeconds = problem.solve(50);
        // the first gain of a long horizon is the stationary one
        assertClose(problem.solve(300).controller().gain().step(0), forever.gain()[0], 1e-12);
        double[] x = {1, 0};
        double[] u = new double[1];
        double[] y = new double[3];
        for (int t = 0; t < 50; t++) {
            fiveSeconds.controller().mean(x, t, u);
            y[0] = x[0];
            y[1] = x[1];
            y[2] = u[0];
            x = new double[2];
            problem.model(1, new Gaussian(new double[2], new double[4]))
                    .transition()
                    .multiplyAdd(0, y, x);
        }
        assertThat(x[0]).isCloseTo(0, within(1e-3));
        assertThat(x[1]).isCloseTo(0, within(1e-3));
    }

    @Test
    void solvingForTStepsCountsTheLastState() {
        LqrSolution s = FULL.solve(2);
        double[] x = {0.3, -1, 2};
        double expected = FULL.constant();
        for (int i = 0; i < 3; i++) {
            expected += FULL.gradient()[i] * x[i];
            for (int j = 0; j < 3; j++) {
                expected += 0.5 * x[i] * Q[i][j] * x[j];
            }
        }
        assertThat(s.value(2, x)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void namesVectorsOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FULL.withDrift(1, 2))
                .withMessage("drift: expected [3], found [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FULL.withCross(Q))
                .withMessage("N: expected 3×2, found 3×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearQuadraticProblem.of(A, Q, Q, R))
                .withMessage("R: expected 3×3, found 2×2");
    }

    private static LinearGaussianModel model(int horizon) {
        return FULL.model(horizon, new Gaussian(new double[] {1, 2, 3}, new double[9]));
    }

    private static QuadraticCost withFinalGradient(QuadraticCost c, double[] gradient) {
        return new QuadraticCost(
                c.hessian(),
                c.gradient(),
                c.constant(),
                c.finalHessian(),
                TimeVaryingMatrix.ofVectors(1, gradient.length, gradient),
                0);
    }

    private static double[] flat(double[][] rows) {
        return TimeVaryingMatrix.constant(1, rows).step(0);
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        double scale = 0;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        assertThat(actual).containsExactly(expected, within(tolerance * Math.max(scale, 1e-3)));
    }
}
