package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ActivationTest {
    /** Truncation 1e-15 at most, ten roundings. */
    @Property(seed = "1")
    void rationalTanhIsTanh(@ForAll @DoubleRange(min = -25, max = 25) double x) {
        double exact = StrictMath.tanh(x);
        assertThat(Activation.tanh(x)).isCloseTo(exact, within(1e-15 * Math.abs(exact) + Double.MIN_NORMAL));
    }

    @Property(seed = "2")
    void rationalTanhIsRelativelyExactNearZero(@ForAll @DoubleRange(min = -300, max = 0) double exponent) {
        double x = StrictMath.pow(10, exponent);
        assertThat(Activation.tanh(x)).isCloseTo(StrictMath.tanh(x), within(1e-15 * x));
    }

    @Test
    void tanhSaturatesAndKeepsNotANumber() {
        assertThat(Activation.tanh(1e300)).isEqualTo(1);
        assertThat(Activation.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Activation.tanh(Double.NaN)).isNaN();
        assertThat(Activation.tanh(0)).isZero();
    }
}
