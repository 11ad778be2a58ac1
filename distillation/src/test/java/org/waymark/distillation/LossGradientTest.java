package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.TrainingReport.Status;

class LossGradientTest {
    private static final int P = 5;
    private static final int M = 3;
    private static final int COUNT = 23;
    private static final LayerLayout LAYOUT = new LayerLayout(new int[] {P, 7, 6, M});

    private final TeachingSet data = Lessons.noise(COUNT, P, M, 1);
    private final Lesson lesson = new Lesson(
            data,
            Lesson.capWeights(data.weights(), 2),
            new Whitening(new double[] {0.1, 0, 0, 0, 0}, new double[] {1, 2, 1, 1, 0.5}),
            new Whitening(new double[] {0, 0, 0.3}, new double[] {1, 3, 0.7}));
    private final double[] parameters = Lessons.gaussian(LAYOUT.parameterCount, 0.5, Lessons.random(2));
    private final int[] order =
            IntStream.range(0, COUNT).map(n -> (n * 7) % COUNT).toArray();

    @ParameterizedTest
    @CsvSource({"RELU, 23", "RELU, 1", "TANH, 23", "TANH, 6"})
    void fusedGradientIsTheFiniteDifferenceOfItsLoss(Activation activation, int count) {
        FusedGradient fused = new FusedGradient(LAYOUT, activation, COUNT, COUNT);
        double[] gradient = new double[LAYOUT.parameterCount];
        double[] unused = new double[LAYOUT.parameterCount];
        fused.evaluate(parameters, lesson, order, 0, count, gradient);
        double h = 1e-6;
        for (int k = 0; k < gradient.length; k++) {
            double[] shifted = parameters.clone();
            shifted[k] += h;
            double above = fused.evaluate(shifted, lesson, order, 0, count, unused);
            shifted[k] -= 2 * h;
            double below = fused.evaluate(shifted, lesson, order, 0, count, unused);
            // Rounding of a loss of order 10 over 2h.
            assertThat(gradient[k]).isCloseTo((above - below) / (2 * h), within(1e-7));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "TANH"})
    void fusedGradientIsThatOfDl4j(Activation activation) {
        double[] ours = new double[LAYOUT.parameterCount];
        double[] theirs = new double[LAYOUT.parameterCount];
        FusedGradient fused = new FusedGradient(LAYOUT, activation, COUNT, COUNT);
        try (Dl4jGradient dl4j = new Dl4jGradient(LAYOUT, activation)) {
            double ourLoss = fused.evaluate(parameters, lesson, order, 3, 17, ours);
            double theirLoss = dl4j.evaluate(parameters, lesson, order, 3, 17, theirs);
            assertThat(ourLoss).isCloseTo(theirLoss, within(1e-13 * theirLoss));
            assertThat(ours).containsExactly(theirs, within(1e-12));
            assertThat(fused.loss(parameters, lesson)).isCloseTo(dl4j.loss(parameters, lesson), within(1e-12));
        }
    }

    /** The loss by its definition, in the controls' own units and with no whitening in sight. */
    @ParameterizedTest
    @EnumSource(Activation.class)
    void lossIsTheWeightedMeanOfThePrecisionWeightedError(Activation activation) {
        NetworkPolicy policy = new NetworkPolicy(
                LAYOUT.sizes,
                activation,
                parameters,
                new Whitening(new double[] {0.1, 0, 0, 0, 0}, new double[] {1, 2, 1, 1, 0.5}),
                new Whitening(new double[] {0, 0, 0.3}, new double[] {1, 3, 0.7}),
                new double[M * M]);
        double[] weights = Lesson.capWeights(data.weights(), 2);
        double expected = 0;
        for (int n = 0; n < COUNT; n++) {
            double[] error = Lessons.obviousMean(policy, Arrays.copyOfRange(data.observations(), n * P, (n + 1) * P));
            for (int j = 0; j < M; j++) {
                error[j] -= data.targets()[n * M + j];
            }
            for (int i = 0; i < M; i++) {
                for (int j = 0; j < M; j++) {
                    expected += 0.5 * weights[n] * error[i] * data.precisions()[(n * M + i) * M + j] * error[j] / COUNT;
                }
            }
        }
        try (LossGradient gradient = activation.isFused()
                ? new FusedGradient(LAYOUT, activation, 4, COUNT)
                : new Dl4jGradient(LAYOUT, activation)) {
            assertThat(gradient.loss(parameters, lesson)).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    /** One matrix for all samples is the same matrix for each: loss and gradient, whatever the weights. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"TANH", "ELU"})
    void aSharedPrecisionIsThatOfEverySample(Activation activation) {
        double[] one = Lessons.precisions(1, M, Lessons.random(8));
        double[] all = new double[COUNT * M * M];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        double[] weights = Lesson.capWeights(data.weights(), 2);
        double[][] gradients = new double[2][LAYOUT.parameterCount];
        double[] losses = new double[2];
        for (int k = 0; k < 2; k++) {
            Lesson given = new Lesson(
                    new TeachingSet(P, M, data.observations(), data.targets(), k == 0 ? one : all, data.weights()),
                    weights,
                    Whitening.identity(P),
                    new Whitening(new double[M], new double[] {1, 3, 0.7}));
            try (LossGradient gradient = activation.isFused()
                    ? new FusedGradient(LAYOUT, activation, COUNT, COUNT)
                    : new Dl4jGradient(LAYOUT, activation)) {
                losses[k] = gradient.evaluate(parameters, given, order, 2, 15, gradients[k]);
            }
        }
        assertThat(losses[0]).isCloseTo(losses[1], within(1e-13 * losses[1]));
        assertThat(gradients[0]).containsExactly(gradients[1], within(1e-12));
    }

    @Test
    void otherActivationsHaveNoFusedDerivative() {
        assertThatThrownBy(() -> new FusedGradient(LAYOUT, Activation.ELU, 4, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"SIGMOID", "ELU", "SWISH"})
    void otherActivationsTrainThroughDl4j(Activation activation) {
        PolicyOptions options = PolicyOptions.defaults()
                .withHidden(6)
                .withActivation(activation)
                .withSteps(60)
                .withBatchSize(10)
                .withLearningRate(0.02, 0.1);
        PolicyTrainer trainer = new PolicyTrainer(options, P, M);
        double[] gain = Lessons.gaussian(M * P, 1, Lessons.random(5));
        TeachingSet lessons =
                Lessons.linear(gain, new double[M], COUNT, Lessons.precisions(COUNT, M, Lessons.random(6)), 7);
        TrainedPolicy trained = trainer.train(trainer.initial(1), lessons, 2);
        assertThat(trained.report().status()).isEqualTo(Status.IMPROVED);
        assertThat(trained.report().lossAfter())
                .isLessThan(0.5 * trained.report().lossBefore());
        assertThat(trainer.train(trainer.initial(1), lessons, 2)).isEqualTo(trained);
    }
}
