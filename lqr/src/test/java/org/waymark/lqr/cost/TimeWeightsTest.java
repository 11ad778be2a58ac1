package org.waymark.lqr.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.lqr.ReferenceCase;

class TimeWeightsTest {
    @ParameterizedTest
    @EnumSource(Ramp.class)
    void reproducesTheReference(Ramp ramp) {
        double[] expected = ReferenceCase.load("h_cost_terms")
                .array("outputs/ramps_T6_final_mult_3/" + ramp.name().toLowerCase(Locale.ROOT));
        TimeWeights weights = TimeWeights.of(ramp, 6, 3);
        double[] found = IntStream.range(0, 6).mapToDouble(weights::at).toArray();
        // The reference computes its ramps in single precision.
        assertThat(found).containsExactly(expected, within(6e-8));
    }

    @Test
    void constantIsOneEverywhere() {
        TimeWeights weights = TimeWeights.constant(3);
        assertThat(IntStream.range(0, 3).mapToDouble(weights::at).toArray()).containsExactly(1, 1, 1);
    }

    @Test
    void aHorizonOfOneIsAllLastStep() {
        for (Ramp ramp : Ramp.values()) {
            assertThat(TimeWeights.of(ramp, 1, 4).at(0)).isEqualTo(4);
        }
    }

    @Test
    void refusesStepsOutsideTheHorizonAndBadNumbers() {
        TimeWeights weights = TimeWeights.constant(3);
        assertThatThrownBy(() -> weights.at(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time weights: t must be within 0…2, found 3");
        assertThatThrownBy(() -> weights.at(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimeWeights.constant(0)).hasMessageContaining("horizon must be at least 1, found 0");
        assertThatThrownBy(() -> TimeWeights.of(Ramp.LINEAR, 3, -1))
                .hasMessageContaining("finalMultiplier: expected a finite number ≥ 0, found -1.0");
    }
}
