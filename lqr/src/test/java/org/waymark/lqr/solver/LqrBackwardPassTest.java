package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.lqr.solver.NumberAssertions.assertClose;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;

class LqrBackwardPassTest {
    /** The first-order conditions of the whole horizon at once, in all states, controls and multipliers, solved as one linear system. */
    @Property(tries = 30, seed = "1")
    void rollingOutSolvesTheKktSystem(
            @ForAll @IntRange(min = 1, max = 6) int horizon,
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @IntRange(min = 1, max = 4) int m) {
        // the KKT matrix has a condition number of 1e3 or so
        assertSolvesTheKktSystem(RandomProblem.of(7L * horizon + n, horizon, n, m), 1e-11);
    }

    @Property(tries = 12, seed = "5")
    void rollingOutSolvesLargeKktSystems(
            @ForAll @IntRange(min = 1, max = 4) int horizon,
            @ForAll @IntRange(min = 2, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 20) int m) {
        assertSolvesTheKktSystem(RandomProblem.of(11L * horizon + n, horizon, n, m), 1e-9);
    }

    @Test
    void rollingOutSolvesTheLargestKktSystem() {
        assertSolvesTheKktSystem(RandomProblem.of(17, 3, 60, 20), 1e-9);
    }

    private static void assertSolvesTheKktSystem(RandomProblem p, double tolerance) {
        int horizon = p.model().horizon();
        int n = p.model().stateSize();
        int m = p.model().controlSize();
        double[] expected = solveKkt(p);
        LinearGaussianController controller =
                LqrBackwardPass.solve(p.model(), p.cost()).controller();
        double[] x = p.model().initialState().mean();
        double[] u = new double[m];
        double[] actual = new double[expected.length];
        for (int t = 0; t < horizon; t++) {
            controller.mean(x, t, u);
            System.arraycopy(u, 0, actual, t * (m + n), m);
            x = next(p.model(), t, x, u);
            System.arraycopy(x, 0, actual, t * (m + n) + m, n);
        }
        assertClose("u_0, x_1, u_1, …", actual, expected, tolerance);
    }

    @Property(tries = 30, seed = "2")
    void valueIsTheCostOfRollingOut(
            @ForAll @IntRange(min = 1, max = 8) int horizon,
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll @IntRange(min = 1, max = 4) int m) {
        RandomProblem p = RandomProblem.of(horizon + 100L * n, horizon, n, m);
        LqrSolution solution = LqrBackwardPass.solve(p.noiseless(), p.cost());
        double[] x = p.model().initialState().mean();
        double[] u = new double[m];
        double[] costToGo = new double[horizon + 1];
        double[] value = new double[horizon + 1];
        for (int t = 0; t < horizon; t++) {
            value[t] = solution.value(t, x);
            solution.controller().mean(x, t, u);
            costToGo[t] = stageCost(p.cost(), t, x, u);
            x = next(p.model(), t, x, u);
        }
        value[horizon] = solution.value(horizon, x);
        costToGo[horizon] = quadratic(p.cost().finalHessian(), p.cost().finalGradient(), 0, x)
                + p.cost().finalConstant();
        for (int t = horizon - 1; t >= 0; t--) {
            costToGo[t] += costToGo[t + 1];
        }
        assertClose("V_t(x_t)", value, costToGo, 1e-12);
    }

    @Test
    void valueCountsTheNoiseOfTheDynamics() {
        RandomProblem p = RandomProblem.of(3, 12, 4, 2);
        LqrSolution solution = LqrBackwardPass.solve(p.model(), p.cost());
        LinearGaussianController optimal = solution.controller();
        // controls without noise, but for a variance of 1e-14
        double[] tiny = new double[12 * 4];
        for (int t = 0; t < 12; t++) {
            tiny[4 * t] = 1e-14;
            tiny[4 * t + 3] = 1e-14;
        }
        LinearGaussianController noiseless =
                new LinearGaussianController(optimal.gain(), optimal.offset(), TimeVaryingMatrix.of(12, 2, 2, tiny));
        double expected = ExpectedCost.total(p.cost(), GaussianForwardPass.propagate(p.model(), noiseless));
        Gaussian start = p.model().initialState();
        double actual = solution.value(0, start.mean());
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                actual += 0.5 * solution.valueHessian().get(0, i, j) * start.covariance()[4 * i + j];
            }
        }
        assertThat(actual).isCloseTo(expected, within(1e-11));
    }

    /** A time-invariant problem: from zero the recursion runs into the solution of the Riccati equation, and there it stays. */
    @Test
    void solutionOfTheAlgebraicRiccatiEquationIsAFixedPoint() {
        int horizon = 400;
        TimeVaryingMatrix zero = TimeVaryingMatrix.zeros(1, 2, 2);
        LqrSolution fromZero = LqrBackwardPass.solve(doubleIntegrator(horizon), regulation(horizon, zero));
        TimeVaryingMatrix stationary =
                TimeVaryingMatrix.of(1, 2, 2, fromZero.valueHessian().step(0));
        LqrSolution fromThere = LqrBackwardPass.solve(doubleIntegrator(horizon), regulation(horizon, stationary));
        for (int t = 0; t <= horizon; t++) {
            assertClose("V", fromThere.valueHessian().step(t), stationary.step(0), 1e-12);
        }
        // V = Q + AᵀVA − AᵀVB (R + BᵀVB)⁻¹ BᵀVA
        DMatrixRMaj v = PlainTwin.at(stationary, 0);
        DMatrixRMaj f = PlainTwin.at(doubleIntegrator(1).transition(), 0);
        DMatrixRMaj a = PlainTwin.block(f, 0, 2, 0, 2);
        DMatrixRMaj b = PlainTwin.block(f, 0, 2, 2, 3);
        DMatrixRMaj va = PlainTwin.times(v, a);
        DMatrixRMaj bva = PlainTwin.times(PlainTwin.transpose(b), va);
        double r = 0.1
                + PlainTwin.times(PlainTwin.transpose(b), PlainTwin.times(v, b)).get(0, 0);
        DMatrixRMaj right = PlainTwin.plus(
                PlainTwin.plus(CommonOps_DDRM.identity(2), PlainTwin.times(PlainTwin.transpose(a), va)),
                PlainTwin.scaled(-1 / r, PlainTwin.times(PlainTwin.transpose(bva), bva)));
        assertClose("Riccati equation", right.getData(), v.getData(), 1e-12);
    }

    @Property(tries = 40, seed = "4")
    void agreesWithThePlainTwin(
            @ForAll @IntRange(min = 1, max = 9) int horizon,
            @ForAll @IntRange(min = 1, max = 12) int n,
            @ForAll @IntRange(min = 1, max = 8) int m) {
        RandomProblem p = RandomProblem.of(horizon + 10L * n + 100L * m, horizon, n, m);
        LinearGaussianController actual =
                LqrBackwardPass.solve(p.model(), p.cost()).controller();
        // at η = 0 the surrogate is the plain problem, but for its covariances
        PlainTwin twin = new PlainTwin(p.model(), p.cost(), p.anchor(), null);
        twin.backward(0);
        assertClose("K", actual.gain(), twin.gains, 1e-12);
        assertClose("k", actual.offset(), twin.offsets, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7})
    void namesTheStepWithoutAMinimum(int t) {
        RandomProblem p = RandomProblem.of(5, 8, 3, 2).withControlCurvature(t, -1e4);
        LqrSolution solution = LqrBackwardPass.solve(p.model(), p.cost());
        assertThat(solution.failedAt()).hasValue(t);
        assertThatIllegalStateException().isThrownBy(solution::controller).withMessageContaining("t = " + t);
    }

    @Test
    void successNamesNoStep() {
        RandomProblem p = RandomProblem.of(5, 8, 3, 2);
        assertThat(LqrBackwardPass.solve(p.model(), p.cost()).failedAt()).isEmpty();
    }

    @Test
    void rejectsACostOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LqrBackwardPass.solve(
                        RandomProblem.of(1, 4, 3, 2).model(),
                        RandomProblem.of(1, 4, 2, 3).cost()))
                .withMessage("final cost hessian: expected 1 steps of 3×3, found 1 of 2×2");
    }

    @Test
    void rejectsACostOfAnotherHorizon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LqrBackwardPass.solve(
                        RandomProblem.of(1, 4, 3, 2).model(),
                        RandomProblem.of(1, 5, 3, 2).cost()))
                .withMessage("cost hessian: expected 4 steps of 5×5, found 5 of 5×5");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7})
    void namesWhatIsNotFinite(int t) {
        RandomProblem p = RandomProblem.of(5, 8, 3, 2);
        LinearGaussianModel model = p.model();
        assertNotFinite(
                new LinearGaussianModel(
                        spoilt(model.transition(), t), model.offset(), model.noise(), model.initialState()),
                p.cost(),
                "transition: NaN at t = " + t + ", index 14");
        assertNotFinite(
                new LinearGaussianModel(
                        model.transition(), spoilt(model.offset(), t), model.noise(), model.initialState()),
                p.cost(),
                "offset: NaN at t = " + t + ", index 2");
        assertNotFinite(
                new LinearGaussianModel(
                        model.transition(), model.offset(), spoilt(model.noise(), t), model.initialState()),
                p.cost(),
                "noise: NaN at t = " + t + ", index 8");
        QuadraticCost c = p.cost();
        assertNotFinite(
                model,
                new QuadraticCost(
                        spoilt(c.hessian(), t),
                        c.gradient(),
                        c.constant(),
                        c.finalHessian(),
                        c.finalGradient(),
                        c.finalConstant()),
                "cost hessian: NaN at t = " + t + ", index 24");
        assertNotFinite(
                model,
                new QuadraticCost(
                        c.hessian(),
                        spoilt(c.gradient(), t),
                        c.constant(),
                        c.finalHessian(),
                        c.finalGradient(),
                        c.finalConstant()),
                "cost gradient: NaN at t = " + t + ", index 4");
        assertNotFinite(
                model,
                new QuadraticCost(
                        c.hessian(),
                        c.gradient(),
                        spoilt(c.constant(), t),
                        c.finalHessian(),
                        c.finalGradient(),
                        c.finalConstant()),
                "cost constant: NaN at t = " + t + ", index 0");
    }

    @Test
    void namesWhatIsNotFiniteOfTheFinalCost() {
        RandomProblem p = RandomProblem.of(5, 8, 3, 2);
        QuadraticCost c = p.cost();
        assertNotFinite(
                p.model(),
                new QuadraticCost(
                        c.hessian(), c.gradient(), c.constant(), spoilt(c.finalHessian(), 0), c.finalGradient(), 0),
                "final cost hessian: NaN at t = 8, index 8");
        assertNotFinite(
                p.model(),
                new QuadraticCost(
                        c.hessian(), c.gradient(), c.constant(), c.finalHessian(), spoilt(c.finalGradient(), 0), 0),
                "final cost gradient: NaN at t = 8, index 2");
        assertNotFinite(
                p.model(),
                new QuadraticCost(
                        c.hessian(),
                        c.gradient(),
                        c.constant(),
                        c.finalHessian(),
                        c.finalGradient(),
                        Double.POSITIVE_INFINITY),
                "final cost constant: Infinity at t = 8, index 0");
    }

    /** An R with a negative eigenvalue, written as a regulator would be: at the beginning, at the end, and between. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9})
    void namesTheStepOfAnIndefiniteR(int t) {
        TimeVaryingMatrix.Builder r = new TimeVaryingMatrix.Builder(10, 1, 1);
        for (int s = 0; s < 10; s++) {
            r.set(s, 0, 0, s == t ? -3 : 0.1);
        }
        LqrSolution solution = LqrBackwardPass.solve(
                LinearGaussianModel.noiseless(
                        TimeVaryingMatrix.constant(10, new double[][] {{1, 0.1}, {0, 1}}),
                        TimeVaryingMatrix.constant(10, new double[][] {{0.005}, {0.1}})),
                QuadraticCost.regulation(
                        TimeVaryingMatrix.constant(10, new double[][] {{1, 0}, {0, 1}}),
                        r.build(),
                        TimeVaryingMatrix.constant(1, new double[][] {{1, 0}, {0, 1}})));
        assertThat(solution.failedAt()).hasValue(t);
    }

    @Test
    void aPlainRegulatorInAFewLines() {
        TimeVaryingMatrix a = TimeVaryingMatrix.constant(400, new double[][] {{1, 0.1}, {0, 1}});
        TimeVaryingMatrix b = TimeVaryingMatrix.constant(400, new double[][] {{0.005}, {0.1}});
        TimeVaryingMatrix q = TimeVaryingMatrix.constant(400, new double[][] {{1, 0}, {0, 1}});
        TimeVaryingMatrix r = TimeVaryingMatrix.constant(400, new double[][] {{0.1}});
        TimeVaryingMatrix finalWeight = TimeVaryingMatrix.zeros(1, 2, 2);
        LqrSolution plain =
                LqrBackwardPass.solve(LinearGaussianModel.noiseless(a, b), QuadraticCost.regulation(q, r, finalWeight));
        assertThat(plain.controller().gain())
                .isEqualTo(LqrBackwardPass.solve(doubleIntegrator(400), regulation(400, finalWeight))
                        .controller()
                        .gain());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearGaussianModel.noiseless(a, r))
                .withMessage("B: expected 400 steps of 2×1, found 400 of 1×1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuadraticCost.regulation(q, r, r))
                .withMessage("final weight: expected 1 steps of 2×2, found 400 of 1×1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeVaryingMatrix.constant(2, new double[][] {{1, 2}, {3}}))
                .withMessage("time-varying matrix: expected rows of 2, found 1 numbers in row 1");
    }

    private static void assertNotFinite(LinearGaussianModel model, QuadraticCost cost, String message) {
        assertThatThrownBy(() -> LqrBackwardPass.solve(model, cost))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage(message);
    }

    /** With a NaN as the last entry of matrix t. */
    private static TimeVaryingMatrix spoilt(TimeVaryingMatrix matrix, int t) {
        double[] data = matrix.toArray();
        data[(t + 1) * matrix.rows() * matrix.cols() - 1] = Double.NaN;
        return TimeVaryingMatrix.of(matrix.steps(), matrix.rows(), matrix.cols(), data);
    }

    private static LinearGaussianModel doubleIntegrator(int horizon) {
        double[] f = new double[horizon * 6];
        for (int t = 0; t < horizon; t++) {
            System.arraycopy(new double[] {1, 0.1, 0.005, 0, 1, 0.1}, 0, f, 6 * t, 6);
        }
        return new LinearGaussianModel(
                TimeVaryingMatrix.of(horizon, 2, 3, f),
                TimeVaryingMatrix.zeros(horizon, 2, 1),
                TimeVaryingMatrix.zeros(horizon, 2, 2),
                new Gaussian(new double[] {1, 0}, new double[4]));
    }

    /** ½(xᵀx + 0.1u²). */
    private static QuadraticCost regulation(int horizon, TimeVaryingMatrix finalHessian) {
        double[] h = new double[horizon * 9];
        for (int t = 0; t < horizon; t++) {
            h[9 * t] = 1;
            h[9 * t + 4] = 1;
            h[9 * t + 8] = 0.1;
        }
        return new QuadraticCost(
                TimeVaryingMatrix.of(horizon, 3, 3, h),
                TimeVaryingMatrix.zeros(horizon, 3, 1),
                TimeVaryingMatrix.zeros(horizon, 1, 1),
                finalHessian,
                TimeVaryingMatrix.zeros(1, 2, 1),
                0);
    }

    /** [u_0, x_1, u_1, …, x_T] from min ½zᵀPz + qᵀz subject to Az = b. */
    private static double[] solveKkt(RandomProblem p) {
        int n = p.model().stateSize();
        int m = p.model().controlSize();
        int horizon = p.model().horizon();
        int block = n + m;
        int unknowns = horizon * block;
        DMatrixRMaj kkt = new DMatrixRMaj(unknowns + horizon * n, unknowns + horizon * n);
        DMatrixRMaj right = new DMatrixRMaj(unknowns + horizon * n, 1);
        double[] x0 = p.model().initialState().mean();
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < block; i++) {
                for (int j = 0; j < block; j++) {
                    addQuadratic(
                            kkt,
                            right,
                            place(t, i, n, m),
                            place(t, j, n, m),
                            p.cost().hessian().get(t, i, j),
                            x0,
                            j);
                }
                addLinear(right, place(t, i, n, m), p.cost().gradient().get(t, i));
            }
            // x_{t+1} − A x_t − B u_t = f
            for (int i = 0; i < n; i++) {
                int row = unknowns + t * n + i;
                setBoth(kkt, row, t * block + m + i, 1);
                right.add(row, 0, p.model().offset().get(t, i));
                for (int j = 0; j < block; j++) {
                    int column = place(t, j, n, m);
                    double entry = p.model().transition().get(t, i, j);
                    if (column < 0) {
                        right.add(row, 0, entry * x0[j]);
                    } else {
                        setBoth(kkt, row, column, -entry);
                    }
                }
            }
        }
        int last = (horizon - 1) * block + m;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kkt.add(last + i, last + j, p.cost().finalHessian().get(0, i, j));
            }
            right.add(last + i, 0, -p.cost().finalGradient().get(0, i));
        }
        DMatrixRMaj solution = new DMatrixRMaj(right.numRows, 1);
        assertThat(CommonOps_DDRM.solve(kkt, right, solution)).isTrue();
        return Arrays.copyOf(solution.getData(), unknowns);
    }

    /** The index of entry i of y_t among the unknowns; −1 for x_0, which is known. */
    private static int place(int t, int i, int n, int m) {
        if (i >= n) {
            return t * (n + m) + i - n;
        }
        return t == 0 ? -1 : (t - 1) * (n + m) + m + i;
    }

    private static void addQuadratic(
            DMatrixRMaj kkt, DMatrixRMaj right, int row, int column, double entry, double[] x0, int j) {
        if (row < 0) {
            return;
        }
        if (column < 0) {
            right.add(row, 0, -entry * x0[j]);
        } else {
            kkt.add(row, column, entry);
        }
    }

    private static void addLinear(DMatrixRMaj right, int row, double entry) {
        if (row >= 0) {
            right.add(row, 0, -entry);
        }
    }

    private static void setBoth(DMatrixRMaj kkt, int i, int j, double value) {
        kkt.set(i, j, value);
        kkt.set(j, i, value);
    }

    private static double[] next(LinearGaussianModel model, int t, double[] x, double[] u) {
        double[] y = concatenated(x, u);
        double[] next = model.offset().step(t);
        model.transition().multiplyAdd(t, y, next);
        return next;
    }

    private static double stageCost(QuadraticCost cost, int t, double[] x, double[] u) {
        return cost.constant().get(t, 0) + quadratic(cost.hessian(), cost.gradient(), t, concatenated(x, u));
    }

    private static double quadratic(TimeVaryingMatrix h, TimeVaryingMatrix g, int t, double[] y) {
        double[] slope = new double[y.length];
        h.multiplyAdd(t, y, slope);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += (0.5 * slope[i] + g.get(t, i)) * y[i];
        }
        return sum;
    }

    private static double[] concatenated(double[] x, double[] u) {
        double[] y = Arrays.copyOf(x, x.length + u.length);
        System.arraycopy(u, 0, y, x.length, u.length);
        return y;
    }
}
