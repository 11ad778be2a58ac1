package org.waymark.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearGaussianControllerTest {
    private static final TimeVaryingMatrix GAIN = TimeVaryingMatrix.of(2, 2, 3, new double[] {
        1, 0, 0, 0, 1, 0, //
        0, 0, 2, 1, 1, 1
    });
    private static final TimeVaryingMatrix OFFSET = TimeVaryingMatrix.ofVectors(2, 2, new double[] {10, 20, 30, 40});
    private static final TimeVaryingMatrix COVARIANCE =
            TimeVaryingMatrix.of(2, 2, 2, new double[] {4, 2, 2, 3, 1, 0, 0, 9});

    @Test
    void meanIsAffineInTheAbsoluteState() {
        LinearGaussianController controller = new LinearGaussianController(GAIN, OFFSET, COVARIANCE);
        double[] u = new double[2];
        controller.mean(new double[] {1, 2, 3}, 1, u);
        assertThat(u).containsExactly(36, 46);
        assertThat(controller.covariance(0)).containsExactly(4, 2, 2, 3);
        assertThat(controller.horizon()).isEqualTo(2);
        assertThat(controller.stateSize()).isEqualTo(3);
        assertThat(controller.controlSize()).isEqualTo(2);
    }

    @Test
    void factorAndInverseBelongToTheCovariance() {
        assertConsistent(new LinearGaussianController(GAIN, OFFSET, COVARIANCE));
    }

    @Test
    void precisionsMakeTheSameController() {
        LinearGaussianController expected = new LinearGaussianController(GAIN, OFFSET, COVARIANCE);
        TimeVaryingMatrix precision = expected.precision();
        LinearGaussianController actual = LinearGaussianController.ofPrecision(GAIN, OFFSET, precision);
        assertConsistent(actual);
        assertThat(actual.precision()).isSameAs(precision);
        assertThat(actual.covariance().toArray()).containsExactly(COVARIANCE.toArray(), within(1e-14));
    }

    private static void assertConsistent(LinearGaussianController c) {
        for (int t = 0; t < 2; t++) {
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    double square = 0;
                    double identity = 0;
                    for (int k = 0; k < 2; k++) {
                        square += c.choleskyLower().get(t, i, k)
                                * c.choleskyLower().get(t, j, k);
                        identity += c.precision().get(t, i, k) * c.covariance().get(t, k, j);
                    }
                    assertThat(square).isCloseTo(c.covariance().get(t, i, j), within(1e-14));
                    assertThat(identity).isCloseTo(i == j ? 1 : 0, within(1e-14));
                }
            }
            assertThat(c.choleskyLower().get(t, 0, 1)).isZero();
        }
    }

    @Test
    void namesTheStepOfABadCovarianceOrPrecision() {
        TimeVaryingMatrix bad = TimeVaryingMatrix.of(2, 2, 2, new double[] {4, 2, 2, 3, 1, 2, 2, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearGaussianController(GAIN, OFFSET, bad))
                .withMessage("covariance[1]: not positive definite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearGaussianController.ofPrecision(GAIN, OFFSET, bad))
                .withMessage("precision[1]: not positive definite");
    }

    @Test
    void refusesShapesThatDisagreeAndNumbersThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearGaussianController(GAIN, TimeVaryingMatrix.zeros(3, 2, 1), COVARIANCE))
                .withMessage("offset: expected 2 steps of 2×1, found 3 of 2×1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearGaussianController.ofPrecision(GAIN, OFFSET, TimeVaryingMatrix.zeros(2, 3, 3)))
                .withMessage("precision: expected 2 steps of 2×2, found 2 of 3×3");
        double[] spoilt = GAIN.toArray();
        spoilt[8] = Double.NaN;
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(
                        () -> new LinearGaussianController(TimeVaryingMatrix.of(2, 2, 3, spoilt), OFFSET, COVARIANCE));
    }
}
