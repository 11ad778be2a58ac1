package org.waymark.lqr.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

class CovarianceFloorTest {
    private static final double[] SCALE = {2, 0.5};

    /** Wide along (1, 1) and narrow along (1, −1) in units of the scale, at the second of three steps. */
    private static LinearGaussianController narrow(boolean byPrecision) {
        double[] wide = {1, 0.1, 0.1, 0.25};
        double correlation = 0.98;
        double[] flat = {4, correlation, correlation, 0.25};
        double[] covariances = new double[12];
        System.arraycopy(wide, 0, covariances, 0, 4);
        System.arraycopy(flat, 0, covariances, 4, 4);
        System.arraycopy(wide, 0, covariances, 8, 4);
        RandomGenerator random = new RandomStreams(1).stream("controller", 0, 0, 0);
        LinearGaussianController any = RandomProblem.controller(random, 3, 4, 2);
        LinearGaussianController controller =
                new LinearGaussianController(any.gain(), any.offset(), TimeVaryingMatrix.of(3, 2, 2, covariances));
        return byPrecision
                ? LinearGaussianController.ofPrecision(any.gain(), any.offset(), controller.precision())
                : controller;
    }

    /** With both variances at the scale and correlation 0.98 the eigenvalues are 1.98 along (1, 1) and 0.02 along (1, −1). */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNarrowDirectionIsWidenedThoughNoControlIsNarrow(boolean byPrecision) {
        LinearGaussianController given = narrow(byPrecision);
        CovarianceFloor.Result result = new CovarianceFloor(SCALE, 0.3).lift(given);
        assertThat(result.lifted()).isOne();
        assertThat(result.least()).isCloseTo(Math.sqrt(0.02), within(1e-12));
        TimeVaryingMatrix lifted = result.controller().covariance();
        // ½(1.98 ± 0.09) are the variance and the covariance then
        assertThat(lifted.get(1, 0, 0)).isCloseTo(4 * 1.035, within(1e-12));
        assertThat(lifted.get(1, 1, 1)).isCloseTo(0.25 * 1.035, within(1e-12));
        assertThat(lifted.get(1, 0, 1)).isCloseTo(0.945, within(1e-12)).isEqualTo(lifted.get(1, 1, 0));
        assertThat(new CovarianceFloor(SCALE, 0).lift(result.controller()).least())
                .isCloseTo(0.3, within(1e-12));
        for (int t : new int[] {0, 2}) {
            assertThat(lifted.step(t)).isEqualTo(given.covariance().step(t));
            assertThat(result.controller().precision().step(t))
                    .isEqualTo(given.precision().step(t));
        }
        assertThat(result.controller().gain()).isEqualTo(given.gain());
        assertThat(result.controller().offset()).isEqualTo(given.offset());
    }

    @Test
    void aControllerAboveTheFloorIsReturnedAsItIs() {
        LinearGaussianController given = narrow(true);
        for (double fraction : new double[] {0, 0.1}) {
            CovarianceFloor.Result result = new CovarianceFloor(SCALE, fraction).lift(given);
            assertThat(result.controller()).isSameAs(given);
            assertThat(result.lifted()).isZero();
        }
    }

    /** What is lifted is at least what it was and at least the floor, along any direction. */
    @Test
    void liftingOnlyWidens() {
        RandomGenerator random = new RandomStreams(2).stream("controller", 0, 0, 0);
        double[] scale = {1, 2, 3, 4, 5};
        double fraction = 0.3;
        LinearGaussianController given = RandomProblem.controller(random, 20, 3, 5);
        LinearGaussianController lifted =
                new CovarianceFloor(scale, fraction).lift(given).controller();
        assertThat(lifted).isNotSameAs(given);
        for (int draw = 0; draw < 200; draw++) {
            double[] direction = RandomProblem.gaussian(random, 5, 1);
            double floor = 0;
            for (int i = 0; i < 5; i++) {
                floor += fraction * fraction * scale[i] * scale[i] * direction[i] * direction[i];
            }
            for (int t = 0; t < 20; t++) {
                double variance = variance(lifted, t, direction);
                assertThat(variance).isGreaterThanOrEqualTo(floor * (1 - 1e-9));
                assertThat(variance).isGreaterThanOrEqualTo(variance(given, t, direction) * (1 - 1e-9));
            }
        }
    }

    private static double variance(LinearGaussianController controller, int t, double[] direction) {
        double sum = 0;
        for (int i = 0; i < direction.length; i++) {
            for (int j = 0; j < direction.length; j++) {
                sum += direction[i] * controller.covariance().get(t, i, j) * direction[j];
            }
        }
        return sum;
    }

    @Test
    void rejectsWhatItCannotUse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CovarianceFloor(new double[] {1, 0}, 0.1))
                .withMessageContaining("scale[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CovarianceFloor(SCALE, -1))
                .withMessageContaining("fraction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CovarianceFloor(new double[] {1}, 0.1).lift(narrow(true)))
                .withMessageContaining("controller covariance");
    }
}
