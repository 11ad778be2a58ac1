package org.waymark.lqr.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

class KalmanFilterTest {
    /** The stacked joint distribution of states and measurements, conditioned in one piece. */
    @Property(tries = 40, seed = "1")
    void conditionsTheStackedJoint(
            @ForAll @IntRange(min = 1, max = 6) int horizon,
            @ForAll @IntRange(min = 1, max = 4) int n,
            @ForAll @IntRange(min = 1, max = 3) int p) {
        RandomPlant plant = RandomPlant.of(horizon + 10L * n + 100L * p, horizon, n, 2, p);
        KalmanFilter filter = new KalmanFilter(plant.model(), plant.sensor());
        // missing: each measurement's first entry at odd t, and all of t = 2
        boolean[][] seen = new boolean[horizon + 1][p];
        for (int t = 0; t <= horizon; t++) {
            for (int i = 0; i < p; i++) {
                seen[t][i] = t != 2 && (i > 0 || t % 2 == 0);
            }
        }
        for (int t = 0; t <= horizon; t++) {
            assertThat(filter.update(plant.measurements()[t], seen[t])).isTrue();
            StackedJoint joint = StackedJoint.of(plant, seen, t);
            Gaussian expected = joint.conditional(t);
            assertClose(filter.estimate().mean(), expected.mean(), 1e-10);
            assertClose(filter.estimate().covariance(), expected.covariance(), 1e-10);
            assertThat(filter.logLikelihood())
                    .isCloseTo(joint.logDensity(), within(1e-9 * (1 + Math.abs(joint.logDensity()))));
            if (t < horizon) {
                filter.predict(plant.controls()[t]);
            }
        }
    }

    @Test
    void aSensorThatSeesEverythingExactlyGivesTheState() {
        RandomPlant plant = RandomPlant.of(3, 4, 3, 1, 3);
        LinearGaussianSensor exact =
                LinearGaussianSensor.constant(new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 1, 1}}, new double[3][3]);
        KalmanFilter filter = new KalmanFilter(plant.model(), exact);
        assertThat(filter.update(new double[] {1, 4, 5})).isTrue();
        double[] mean = new double[3];
        filter.mean(mean);
        assertClose(mean, new double[] {1, 2, 3}, 1e-13);
        double[] covariance = new double[9];
        filter.covariance(covariance);
        assertThat(covariance).containsExactly(new double[9], within(1e-14));
    }

    @Test
    void aRefusedMeasurementChangesNothing() {
        RandomPlant plant = RandomPlant.of(4, 3, 2, 1, 2);
        KalmanFilter filter = new KalmanFilter(
                plant.model(), LinearGaussianSensor.constant(new double[][] {{1, 0}, {1, 0}}, new double[2][2]));
        Gaussian before = filter.estimate();
        assertThat(filter.update(new double[] {1, 2})).isFalse();
        assertThat(filter.estimate()).isEqualTo(before);
        assertThat(filter.logLikelihood()).isZero();
    }

    @Test
    void staysPositiveSemidefiniteWhereTheShortFormDoesNot() {
        // two states known to 1e8, and a difference of them measured to 1e-8
        LinearGaussianModel model = new LinearGaussianModel(
                TimeVaryingMatrix.constant(1, new double[][] {{1, 0, 0}, {0, 1, 0}}),
                TimeVaryingMatrix.zeros(1, 2, 1),
                TimeVaryingMatrix.zeros(1, 2, 2),
                new Gaussian(new double[2], new double[] {1e16, 0, 0, 1e16}));
        KalmanFilter filter = new KalmanFilter(
                model, LinearGaussianSensor.constant(new double[][] {{1, 1.0 / 3}}, new double[][] {{1e-16}}));
        double[] covariance = new double[4];
        for (int t = 0; t < 50; t++) {
            filter.update(new double[] {1});
            filter.covariance(covariance);
            assertThat(covariance[1]).isEqualTo(covariance[2]);
            double trace = covariance[0] + covariance[3];
            double determinant = covariance[0] * covariance[3] - covariance[1] * covariance[1];
            assertThat(determinant / trace).isGreaterThanOrEqualTo(-1e-14 * trace);
            filter.predict(new double[1]);
        }
    }

    /** Of a model that is true, the innovations are white: N(0, S), uncorrelated in time. */
    @Test
    void innovationsAreWhite() {
        RandomPlant plant = RandomPlant.of(8, 1, 3, 1, 2);
        int steps = 20_000;
        RandomGenerator random = new RandomStreams(11).stream("white", 0, 0, 0);
        SteadyKalman steady = SteadyKalman.solve(
                plant.a(),
                plant.c(),
                rows(plant.model().noise()),
                rows(plant.sensor().noise()));
        LinearGaussianSensor sensor =
                LinearGaussianSensor.constant(plant.c(), rows(plant.sensor().noise()));
        KalmanFilter filter = new KalmanFilter(plant.model(), sensor);
        Simulation world = new Simulation(plant.model(), sensor, random);
        DMatrixRMaj spread = new DMatrixRMaj(2, 2);
        DMatrixRMaj lagged = new DMatrixRMaj(2, 2);
        double[] before = new double[2];
        double[] nu = new double[2];
        for (int t = 0; t < steps; t++) {
            filter.update(world.measure());
            filter.innovation(nu);
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    spread.add(i, j, nu[i] * nu[j] / steps);
                    lagged.add(i, j, nu[i] * before[j] / steps);
                }
            }
            before = nu.clone();
            filter.predict(new double[] {0.3});
            world.step(new double[] {0.3});
        }
        // a correlation has a standard deviation of 1/√20000 = 0.007: five of them
        double[][] s = steady.innovationCovariance();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double unit = Math.sqrt(s[i][i] * s[j][j]);
                assertThat(lagged.get(i, j) / unit).isCloseTo(0, within(0.035));
                assertThat(spread.get(i, j) / unit).isCloseTo(s[i][j] / unit, within(0.05));
            }
        }
    }

    @Test
    void resetGoesBackToThePrior() {
        RandomPlant plant = RandomPlant.of(5, 4, 3, 2, 2);
        KalmanFilter filter = new KalmanFilter(plant.model(), plant.sensor());
        Gaussian prior = filter.estimate();
        filter.update(plant.measurements()[0]);
        filter.predict(plant.controls()[0]);
        Gaussian first = filter.estimate();
        assertThat(filter.time()).isEqualTo(1);
        filter.reset();
        assertThat(filter.estimate()).isEqualTo(prior).isEqualTo(plant.model().initialState());
        assertThat(filter.time()).isZero();
        filter.update(plant.measurements()[0]);
        filter.predict(plant.controls()[0]);
        assertThat(filter.estimate()).isEqualTo(first);
    }

    @Test
    void aModelOfTStepsEnds() {
        RandomPlant plant = RandomPlant.of(5, 2, 2, 1, 1);
        KalmanFilter filter = new KalmanFilter(plant.model(), plant.sensor());
        filter.predict(new double[1]);
        filter.predict(new double[1]);
        filter.update(new double[1]);
        assertThatIllegalStateException()
                .isThrownBy(() -> filter.predict(new double[1]))
                .withMessage("the model ends at t = 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void namesNonFiniteMeasurementsAndControls(int t) {
        RandomPlant plant = RandomPlant.of(5, 4, 2, 2, 2);
        KalmanFilter filter = new KalmanFilter(plant.model(), plant.sensor());
        for (int s = 0; s < t; s++) {
            filter.predict(plant.controls()[s]);
        }
        assertThatThrownBy(() -> filter.update(new double[] {0, Double.NaN}))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("measurement: NaN at t = " + t + ", index 1");
        assertThatThrownBy(() -> filter.predict(new double[] {Double.NEGATIVE_INFINITY, 0}))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("control: -Infinity at t = " + t + ", index 0");
        // not seen, not read
        assertThat(filter.update(new double[] {0, Double.NaN}, new boolean[] {true, false}))
                .isTrue();
    }

    @Test
    void namesWrongSizes() {
        RandomPlant plant = RandomPlant.of(5, 4, 2, 1, 2);
        KalmanFilter filter = new KalmanFilter(plant.model(), plant.sensor());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.update(new double[3]))
                .withMessage("measurement: expected [2], found [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.predict(new double[2]))
                .withMessage("control: expected [1], found [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KalmanFilter(
                        plant.model(), LinearGaussianSensor.constant(new double[1][3], new double[1][1])))
                .withMessage("sensor matrix: expected 1 steps of 1×2, found 1 of 1×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KalmanFilter(RandomPlant.of(5, 3, 2, 1, 2).model(), plant.sensor()))
                .withMessage("sensor matrix: expected 4 steps of 2×2, found 5 of 2×2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearGaussianSensor.constant(new double[2][2], new double[1][1]))
                .withMessage("V: expected 2×2, found 1×1");
    }

    static double[][] rows(TimeVaryingMatrix a) {
        double[][] out = new double[a.rows()][a.cols()];
        for (int i = 0; i < out.length; i++) {
            a.readRow(0, i, out[i], a.cols());
        }
        return out;
    }

    static void assertClose(double[] actual, double[] expected, double tolerance) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(actual).containsExactly(expected, within(tolerance * scale));
    }

    /** All states and the seen measurements up to {@code last} as one Gaussian. */
    private record StackedJoint(
            int n,
            DMatrixRMaj mean,
            DMatrixRMaj covariance,
            DMatrixRMaj y,
            DMatrixRMaj yMean,
            DMatrixRMaj map,
            DMatrixRMaj spread) {
        static StackedJoint of(RandomPlant plant, boolean[][] seen, int last) {
            LinearGaussianModel model = plant.model();
            int n = model.stateSize();
            int size = (last + 1) * n;
            DMatrixRMaj mean = new DMatrixRMaj(size, 1);
            DMatrixRMaj covariance = new DMatrixRMaj(size, size);
            DMatrixRMaj x = new DMatrixRMaj(n, 1, true, model.initialState().mean());
            DMatrixRMaj blocks =
                    new DMatrixRMaj(n, n, true, model.initialState().covariance());
            CommonOps_DDRM.insert(x, mean, 0, 0);
            CommonOps_DDRM.insert(blocks, covariance, 0, 0);
            for (int t = 0; t < last; t++) {
                DMatrixRMaj f =
                        new DMatrixRMaj(n, n + 2, true, model.transition().step(t));
                DMatrixRMaj a = CommonOps_DDRM.extract(f, 0, n, 0, n);
                DMatrixRMaj input = CommonOps_DDRM.concatRowsMulti(x, new DMatrixRMaj(2, 1, true, plant.controls()[t]));
                x = CommonOps_DDRM.mult(f, input, null);
                CommonOps_DDRM.addEquals(
                        x, new DMatrixRMaj(n, 1, true, model.offset().step(t)));
                CommonOps_DDRM.insert(x, mean, (t + 1) * n, 0);
                // the covariance of x_{t+1} with all before, and with itself
                DMatrixRMaj row = CommonOps_DDRM.mult(
                        a, CommonOps_DDRM.extract(covariance, t * n, (t + 1) * n, 0, (t + 1) * n), null);
                CommonOps_DDRM.insert(row, covariance, (t + 1) * n, 0);
                CommonOps_DDRM.insert(CommonOps_DDRM.transpose(row, null), covariance, 0, (t + 1) * n);
                DMatrixRMaj own =
                        CommonOps_DDRM.multTransB(CommonOps_DDRM.extract(row, 0, n, t * n, (t + 1) * n), a, null);
                CommonOps_DDRM.addEquals(
                        own, new DMatrixRMaj(n, n, true, model.noise().step(t)));
                CommonOps_DDRM.insert(own, covariance, (t + 1) * n, (t + 1) * n);
            }
            int count = 0;
            for (int t = 0; t <= last; t++) {
                for (boolean s : seen[t]) {
                    count += s ? 1 : 0;
                }
            }
            DMatrixRMaj map = new DMatrixRMaj(count, size);
            DMatrixRMaj y = new DMatrixRMaj(count, 1);
            DMatrixRMaj offset = new DMatrixRMaj(count, 1);
            DMatrixRMaj noise = new DMatrixRMaj(count, count);
            int at = 0;
            for (int t = 0; t <= last; t++) {
                int first = at;
                int[] index = new int[seen[t].length];
                for (int i = 0; i < seen[t].length; i++) {
                    if (seen[t][i]) {
                        index[at - first] = i;
                        y.set(at, plant.measurements()[t][i]);
                        offset.set(at, plant.sensor().offset().get(t, i));
                        for (int j = 0; j < n; j++) {
                            map.set(at, t * n + j, plant.sensor().matrix().get(t, i, j));
                        }
                        at++;
                    }
                }
                for (int i = first; i < at; i++) {
                    for (int j = first; j < at; j++) {
                        noise.set(i, j, plant.sensor().noise().get(t, index[i - first], index[j - first]));
                    }
                }
            }
            DMatrixRMaj yMean = CommonOps_DDRM.mult(map, mean, null);
            CommonOps_DDRM.addEquals(yMean, offset);
            DMatrixRMaj spread = CommonOps_DDRM.multTransB(CommonOps_DDRM.mult(map, covariance, null), map, null);
            CommonOps_DDRM.addEquals(spread, noise);
            return new StackedJoint(n, mean, covariance, y, yMean, map, spread);
        }

        Gaussian conditional(int t) {
            if (y.numRows == 0) {
                return block(mean, covariance, t);
            }
            DMatrixRMaj inverse = spread.copy();
            CommonOps_DDRM.invert(inverse);
            DMatrixRMaj cross = CommonOps_DDRM.multTransB(covariance, map, null);
            DMatrixRMaj gain = CommonOps_DDRM.mult(cross, inverse, null);
            DMatrixRMaj after = mean.copy();
            CommonOps_DDRM.multAdd(gain, CommonOps_DDRM.subtract(y, yMean, null), after);
            DMatrixRMaj left = covariance.copy();
            CommonOps_DDRM.multAddTransB(-1, gain, cross, left);
            return block(after, left, t);
        }

        private Gaussian block(DMatrixRMaj center, DMatrixRMaj spreadOf, int t) {
            return new Gaussian(
                    CommonOps_DDRM.extract(center, t * n, (t + 1) * n, 0, 1).getData(),
                    CommonOps_DDRM.extract(spreadOf, t * n, (t + 1) * n, t * n, (t + 1) * n)
                            .getData());
        }

        double logDensity() {
            if (y.numRows == 0) {
                return 0;
            }
            DMatrixRMaj inverse = spread.copy();
            CommonOps_DDRM.invert(inverse);
            DMatrixRMaj gap = CommonOps_DDRM.subtract(y, yMean, null);
            double square = CommonOps_DDRM.dot(gap, CommonOps_DDRM.mult(inverse, gap, null));
            return -0.5 * (y.numRows * Math.log(2 * Math.PI) + Math.log(CommonOps_DDRM.det(spread)) + square);
        }
    }
}
