package org.waymark.distillation.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.Activation;
import org.waymark.distillation.LayerLayout;
import org.waymark.lqr.RandomStreams;

class CategoricalGradientTest {
    private static final int P = 4;
    private static final int C = 3;
    private static final int COUNT = 11;
    private static final LayerLayout LAYOUT = new LayerLayout(P, 6, 5, C);

    private final RandomGenerator random = new RandomStreams(3).stream("examples", 0, 0, 0);
    private final double[][] inputs = IntStream.range(0, COUNT)
            .mapToObj(n -> random.doubles(P, -2, 2).toArray())
            .toArray(double[][]::new);
    private final int[] labels = random.ints(COUNT, 0, C).toArray();
    private final double[] parameters = LAYOUT.randomParameters(Activation.TANH, 1, random);
    private final int[] order =
            IntStream.range(0, COUNT).map(n -> (n * 4) % COUNT).toArray();

    private CategoricalGradient gradient(Activation activation, int batch, SoftTargetLoss loss, double[] soft) {
        return new CategoricalGradient(LAYOUT, activation, batch, loss, inputs, soft, labels, C);
    }

    private double[] distributions() {
        double[] soft = random.doubles(COUNT * C, 0.1, 1).toArray();
        for (int n = 0; n < COUNT; n++) {
            double sum = soft[n * C] + soft[n * C + 1] + soft[n * C + 2];
            for (int i = 0; i < C; i++) {
                soft[n * C + i] /= sum;
            }
        }
        return soft;
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "TANH"})
    void gradientIsTheFiniteDifferenceOfTheLoss(Activation activation) {
        CategoricalGradient objective =
                gradient(activation, COUNT, new SoftTargetLoss(2.5, 0.3, true), distributions());
        double[] gradient = new double[LAYOUT.parameterCount()];
        double[] unused = new double[LAYOUT.parameterCount()];
        objective.evaluate(parameters, order, 2, 7, gradient);
        double h = 1e-6;
        for (int k = 0; k < gradient.length; k++) {
            double[] shifted = parameters.clone();
            shifted[k] += h;
            double above = objective.evaluate(shifted, order, 2, 7, unused);
            shifted[k] -= 2 * h;
            double below = objective.evaluate(shifted, order, 2, 7, unused);
            // Rounding of a loss of order 10 over 2h.
            assertThat(gradient[k]).isCloseTo((above - below) / (2 * h), within(1e-7));
        }
    }

    @Test
    void meanOverAllExamplesIsThatOfTheirBatches() {
        double[] soft = distributions();
        SoftTargetLoss loss = SoftTargetLoss.defaults();
        double whole = gradient(Activation.TANH, COUNT, loss, soft)
                .evaluate(parameters, order, 0, COUNT, new double[LAYOUT.parameterCount()]);
        assertThat(gradient(Activation.TANH, 4, loss, soft).loss(parameters)).isCloseTo(whole, within(1e-13 * whole));
    }
}
