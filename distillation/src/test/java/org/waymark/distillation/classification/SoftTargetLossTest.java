package org.waymark.distillation.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.RandomStreams;

class SoftTargetLossTest {
    private static final int C = 5;
    private static final int LABEL = 3;

    private final double[] student = zeroMean(1);
    private final double[] teacher = zeroMean(2);
    private final double[] scratch = new double[C];

    private static double[] zeroMean(long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("logits", 0, 0, 0);
        double[] z = random.doubles(C, -3, 3).toArray();
        double mean = Arrays.stream(z).average().orElseThrow();
        return Arrays.stream(z).map(v -> v - mean).toArray();
    }

    private static double[] softmax(double[] logits, double temperature) {
        double sum = Arrays.stream(logits).map(z -> Math.exp(z / temperature)).sum();
        return Arrays.stream(logits).map(z -> Math.exp(z / temperature) / sum).toArray();
    }

    private double[] gradient(SoftTargetLoss loss, double[] soft) {
        double[] gradient = new double[C];
        loss.evaluate(student, soft, 0, LABEL, scratch, gradient);
        return gradient;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "4, 0, true", "4, 0.3, true", "4, 0.3, false", "0.5, 0, false", "2, 1, true"})
    void gradientIsTheFiniteDifferenceOfTheLoss(double temperature, double hardWeight, boolean squared) {
        SoftTargetLoss loss = new SoftTargetLoss(temperature, hardWeight, squared);
        double[] soft = softmax(teacher, temperature);
        double[] gradient = gradient(loss, soft);
        double h = 1e-5;
        for (int i = 0; i < C; i++) {
            double[] shifted = student.clone();
            shifted[i] += h;
            double above = loss.evaluate(shifted, soft, 0, LABEL, scratch, new double[C]);
            shifted[i] -= 2 * h;
            double below = loss.evaluate(shifted, soft, 0, LABEL, scratch, new double[C]);
            // Rounding of a loss of order 10 over 2h.
            assertThat(gradient[i]).isCloseTo((above - below) / (2 * h), within(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0.2", "3, 1"})
    void lossIsTheMixOfTwoCrossEntropies(double temperature, double hardWeight) {
        double[] soft = softmax(teacher, temperature);
        double[] warm = softmax(student, temperature);
        double expected = -hardWeight * Math.log(softmax(student, 1)[LABEL]);
        for (int i = 0; i < C; i++) {
            expected -= (1 - hardWeight) * temperature * temperature * soft[i] * Math.log(warm[i]);
        }
        double found = new SoftTargetLoss(temperature, hardWeight, true)
                .evaluate(student, soft, 0, LABEL, scratch, new double[C]);
        assertThat(found).isCloseTo(expected, within(1e-12 * expected));
    }

    /** Equation 4 of Hinton, Vinyals and Dean (2015); what is left falls as 1/T. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hotGradientIsTheDifferenceOfTheLogits(boolean squared) {
        double farther = distanceFromLimit(1e3, squared);
        double nearer = distanceFromLimit(1e4, squared);
        assertThat(farther).isLessThan(5e-3);
        assertThat(nearer / farther).isCloseTo(0.1, within(0.01));
    }

    /** Largest error of C·T²·gradient (C·gradient with the factor T²) against z_s − z_t. */
    private double distanceFromLimit(double temperature, boolean squared) {
        double[] gradient = gradient(new SoftTargetLoss(temperature, 0, squared), softmax(teacher, temperature));
        double scale = squared ? C : C * temperature * temperature;
        double largest = 0;
        for (int i = 0; i < C; i++) {
            largest = Math.max(largest, Math.abs(scale * gradient[i] - (student[i] - teacher[i])));
        }
        return largest;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 20})
    void nothingIsToBeLearntFromOnesOwnOutput(double temperature) {
        double[] own = softmax(student, temperature);
        assertThat(gradient(new SoftTargetLoss(temperature, 0, true), own))
                .containsExactly(new double[C], within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 7})
    void hardLabelsAloneAreCrossEntropyAtAnyTemperature(double temperature) {
        double[] expected = softmax(student, 1);
        expected[LABEL] -= 1;
        SoftTargetLoss loss =
                SoftTargetLoss.defaults().withTemperature(temperature).withHardWeight(1);
        assertThat(gradient(loss, new double[0])).containsExactly(expected, within(1e-15));
        assertThat(gradient(loss, new double[0])).containsExactly(gradient(SoftTargetLoss.hardLabels(), new double[0]));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        double[] gradient = new double[2];
        double loss = SoftTargetLoss.hardLabels()
                .evaluate(new double[] {2000, -2000}, new double[0], 0, 1, new double[2], gradient);
        assertThat(loss).isEqualTo(4000);
        assertThat(gradient).containsExactly(1, -1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void temperatureIsPositive(double temperature) {
        assertThatThrownBy(() -> new SoftTargetLoss(temperature, 0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("temperature: " + temperature);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void hardWeightIsAFraction(double hardWeight) {
        assertThatThrownBy(() -> new SoftTargetLoss(1, hardWeight, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hardWeight: " + hardWeight);
    }
}
