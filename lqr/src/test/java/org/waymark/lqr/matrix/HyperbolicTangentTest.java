package org.waymark.lqr.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HyperbolicTangentTest {
    @Test
    void isTheHyperbolicTangentToWorkingPrecision() {
        int count = 100_003;
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = 60 * (i - count / 2) / (double) count;
        }
        double[] out = new double[count];
        HyperbolicTangent.apply(0.5, x, out, count);
        for (int i = 0; i < count; i++) {
            double expected = Math.tanh(0.5 * x[i]);
            assertThat(out[i]).isCloseTo(expected, within(1e-15));
            assertThat(HyperbolicTangent.of(0.5 * x[i])).isCloseTo(expected, within(1e-15));
        }
        HyperbolicTangent.apply(0.5, x, x, count);
        assertThat(x).isEqualTo(out);
    }
}
