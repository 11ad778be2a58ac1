package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StochasticDescentTest {
    private static final double[] SAMPLES = {1, 2, 3, 6};

    /** ½(θ − a_n)², of which the mean is least at the mean of the a_n. */
    private static double squares(double[] parameters, int[] order, int from, int count, double[] gradient) {
        double sum = 0;
        gradient[0] = 0;
        for (int b = from; b < from + count; b++) {
            double error = parameters[0] - SAMPLES[order[b]];
            sum += 0.5 * error * error / count;
            gradient[0] += error / count;
        }
        return sum;
    }

    private static double minimum(int batch, double weightDecay) {
        double[] parameters = {0};
        new StochasticDescent(4000, batch, 0.02, 1e-3, weightDecay)
                .run(StochasticDescentTest::squares, SAMPLES.length, OptimizerState.fresh(1), parameters, 1);
        return parameters[0];
    }

    @Test
    void findsTheMinimumOfTheMeanAndItsPenalty() {
        assertThat(minimum(4, 0)).isCloseTo(3, within(1e-6));
        // (θ − 3) + ωθ = 0
        assertThat(minimum(4, 0.5)).isCloseTo(2, within(1e-6));
        // single samples: the last steps still move by a rate of 2e-5
        assertThat(minimum(1, 0)).isCloseTo(3, within(0.02));
        assertThat(new StochasticDescent(1, 1, 1, 1, 0.5).penalty(new double[] {2, 1}))
                .isEqualTo(1.25);
    }

    @Test
    void everySampleComesOnceBeforeAnyComesTwice() {
        int[] seen = new int[6];
        new StochasticDescent(6, 2, 0.1, 1, 0)
                .run(
                        (parameters, order, from, count, gradient) -> {
                            for (int b = from; b < from + count; b++) {
                                seen[order[b]]++;
                            }
                            return 0;
                        },
                        6,
                        OptimizerState.fresh(1),
                        new double[1],
                        1);
        assertThat(Arrays.stream(seen).distinct()).containsExactly(2);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> new StochasticDescent(0, 1, 1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("descent.steps: 0 is not ≥ 1");
        assertThatThrownBy(() -> new StochasticDescent(1, 1, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("descent.finalLearningRate: 0.0 is not in (0, 1]");
    }
}
