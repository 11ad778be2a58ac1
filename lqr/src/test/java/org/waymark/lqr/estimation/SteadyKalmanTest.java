package org.waymark.lqr.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.waymark.lqr.estimation.KalmanFilterTest.assertClose;
import static org.waymark.lqr.estimation.KalmanFilterTest.rows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.riccati.DiscreteRiccati;
import org.waymark.lqr.riccati.LinearQuadraticProblem;
import org.waymark.lqr.riccati.RiccatiSolution;
import org.waymark.lqr.riccati.RiccatiStatus;

class SteadyKalmanTest {
    private final RandomPlant plant = RandomPlant.of(21, 1, 4, 2, 2);
    private final double[][] w = rows(plant.model().noise());
    private final double[][] v = rows(plant.sensor().noise());
    private final SteadyKalman steady = SteadyKalman.solve(plant.a(), plant.c(), w, v);

    /** The filter's gain in predictor form is the regulator's of the transposed plant: AL = −Kᵀ. */
    @Test
    void isTheDualRegulator() {
        double[][] a = plant.a();
        double[][] at = new double[4][4];
        double[][] ct = new double[4][2];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                at[i][j] = a[j][i];
            }
            for (int j = 0; j < 2; j++) {
                ct[i][j] = plant.c()[j][i];
            }
        }
        RiccatiSolution regulator = DiscreteRiccati.solve(at, ct, w, v);
        double[][] gain = steady.gain();
        for (int i = 0; i < 4; i++) {
            double[] al = new double[2];
            double[] minusK = new double[2];
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 4; k++) {
                    al[j] += a[i][k] * gain[k][j];
                }
                minusK[j] = -regulator.gain()[j][i];
            }
            assertClose(al, minusK, 1e-12);
        }
        assertThat(steady.spectralRadius())
                .isEqualTo(regulator.spectralRadius())
                .isLessThan(1);
    }

    @Test
    void isAFixedPointOfTheFilter() {
        double[] predicted =
                TimeVaryingMatrix.constant(1, steady.predictedCovariance()).step(0);
        KalmanFilter filter = filter(predicted);
        double[] covariance = new double[16];
        for (int t = 0; t < 20; t++) {
            filter.covariance(covariance);
            assertClose(covariance, predicted, 1e-12);
            filter.update(new double[2]);
            filter.covariance(covariance);
            assertClose(
                    covariance,
                    TimeVaryingMatrix.constant(1, steady.filteredCovariance()).step(0),
                    1e-12);
            filter.predict(new double[2]);
        }
    }

    @Test
    void anyFilterSettlesIntoIt() {
        KalmanFilter filter = filter(new double[] {9, 0, 0, 0, 0, 7, 0, 0, 0, 0, 5, 0, 0, 0, 0, 3});
        for (int t = 0; t < 200; t++) {
            filter.update(new double[2]);
            filter.predict(new double[2]);
        }
        double[] covariance = new double[16];
        filter.covariance(covariance);
        assertClose(
                covariance,
                TimeVaryingMatrix.constant(1, steady.predictedCovariance()).step(0),
                1e-12);
    }

    @Test
    void itsFilterIsTheKalmanFilterFromThereOn() {
        KalmanFilter full = filter(
                TimeVaryingMatrix.constant(1, steady.predictedCovariance()).step(0));
        LinearQuadraticProblem problem = LinearQuadraticProblem.of(
                        plant.a(), plant.b(), new double[4][4], new double[][] {{1, 0}, {0, 1}})
                .withDrift(plant.model().offset().step(0));
        SteadyFilter light = new SteadyFilter(
                problem, plant.c(), steady.gain(), plant.model().initialState().mean());
        double[] expected = new double[4];
        double[] actual = new double[4];
        for (int t = 0; t < 30; t++) {
            double[] y = {Math.sin(t), Math.cos(3 * t)};
            double[] u = {0.1 * t, -1};
            full.update(y);
            light.update(y);
            full.predict(u);
            light.predict(u);
            full.mean(expected);
            light.mean(actual);
            assertClose(actual, expected, 1e-11);
        }
        light.reset();
        light.mean(actual);
        assertThat(actual).isEqualTo(plant.model().initialState().mean());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 1})
    void saysWhichModeTheSensorDoesNotSee(double eigenvalue) {
        SteadyKalman blind = SteadyKalman.solve(
                new double[][] {{eigenvalue, 0}, {0, 0.5}},
                new double[][] {{0, 1}},
                new double[][] {{1, 0}, {0, 1}},
                new double[][] {{1}});
        assertThat(blind.status()).isEqualTo(RiccatiStatus.UNSTABILISABLE);
        assertThat(blind.message()).contains("eigenvalue " + eigenvalue).contains("dual");
        assertThatIllegalStateException().isThrownBy(blind::gain).withMessageContaining("steady Kalman filter");
    }

    @Test
    void namesWrongShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SteadyKalman.solve(plant.a(), new double[2][3], w, v))
                .withMessage("C: expected 2×4, found 2×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SteadyKalman.solve(plant.a(), plant.c(), v, v))
                .withMessage("W: expected 4×4, found 2×2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SteadyKalman.solve(plant.a(), plant.c(), w, w))
                .withMessage("V: expected 2×2, found 4×4");
    }

    private KalmanFilter filter(double[] covariance) {
        LinearGaussianModel model = new LinearGaussianModel(
                plant.model().transition(),
                plant.model().offset(),
                plant.model().noise(),
                new Gaussian(plant.model().initialState().mean(), covariance));
        return new KalmanFilter(model, LinearGaussianSensor.constant(plant.c(), v));
    }
}
