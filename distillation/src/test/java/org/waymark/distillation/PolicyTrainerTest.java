package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.TrainingReport.Status;
import org.waymark.lqr.NonFiniteException;

class PolicyTrainerTest {
    private static final PolicyOptions QUICK =
            PolicyOptions.defaults().withHidden(12, 12).withSteps(300).withBatchSize(20);

    @Test
    void aSharedPrecisionTrainsTheSameNetworkAsOneForEachSample() {
        PolicyTrainer trainer = new PolicyTrainer(PolicyOptions.defaults().withSteps(40), 4, 2);
        double[] one = Lessons.precisions(1, 2, Lessons.random(8));
        double[] all = new double[30 * 4];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % 4];
        }
        double[] gain = Lessons.gaussian(8, 1, Lessons.random(5));
        TrainedPolicy shared = trainer.train(trainer.initial(1), Lessons.linear(gain, new double[2], 30, one, 7), 2);
        TrainedPolicy each = trainer.train(trainer.initial(1), Lessons.linear(gain, new double[2], 30, all, 7), 2);
        assertThat(shared.policy().parameters()).containsExactly(each.policy().parameters());
        assertThat(shared.policy().covariance()).containsExactly(each.policy().covariance(), within(1e-15));
    }

    @Test
    void linearTeacherIsLearntByALinearPolicy() {
        double[] gain = Lessons.gaussian(3 * 5, 2, Lessons.random(1));
        double[] offset = {1, -20, 0.3};
        // Precisions that differ ten thousandfold between controls, as gears do.
        double[] precisions = new double[400 * 9];
        for (int n = 0; n < 400; n++) {
            precisions[n * 9] = 100;
            precisions[n * 9 + 4] = 1;
            precisions[n * 9 + 8] = 0.01;
        }
        TeachingSet data = Lessons.linear(gain, offset, 400, precisions, 2);
        PolicyOptions options = PolicyOptions.defaults()
                .withHidden()
                .withWeightDecay(0)
                .withSteps(4000)
                .withLearningRate(0.05, 1e-6);
        PolicyTrainer trainer = new PolicyTrainer(options, 5, 3);
        NetworkPolicy policy = trainer.train(trainer.initial(3), data, 4).policy();
        double[] unseen = Lessons.gaussian(5, 2, Lessons.random(5));
        double[] expected = offset.clone();
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 5; i++) {
                expected[j] += gain[j * 5 + i] * unseen[i];
            }
        }
        assertThat(Lessons.mean(policy, unseen)).containsExactly(expected, within(1e-6));
    }

    @Test
    void linearTeacherIsLearntByARectifiedNetwork() {
        double[] gain = Lessons.gaussian(2 * 4, 1, Lessons.random(1));
        TeachingSet data =
                Lessons.linear(gain, new double[] {1, -2}, 500, Lessons.precisions(500, 2, Lessons.random(6)), 2);
        PolicyTrainer trainer = new PolicyTrainer(PolicyOptions.defaults().withWeightDecay(1e-6), 4, 2);
        TrainingReport report = trainer.train(trainer.initial(3), data, 4).report();
        assertThat(report.lossAfter()).isLessThan(1e-3 * report.lossBefore());
    }

    @Test
    void sameSeedSameBitsAndAnotherSeedOthers() {
        TeachingSet data = Lessons.noise(100, 6, 2, 1);
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 6, 2);
        TrainedPolicy once = trainer.train(trainer.initial(7), data, 8);
        TrainedPolicy again = new PolicyTrainer(QUICK, 6, 2).train(trainer.initial(7), data, 8);
        assertThat(again).isEqualTo(once);
        assertThat(trainer.train(trainer.initial(7), data, 9)).isNotEqualTo(once);
        assertThat(trainer.initial(8)).isNotEqualTo(trainer.initial(7));
    }

    @Test
    void secondCallGoesOnWhereTheFirstEnded() {
        TeachingSet data = Lessons.noise(100, 6, 2, 1);
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 6, 2);
        TrainedPolicy first = trainer.train(trainer.initial(7), data, 8);
        TrainedPolicy second = trainer.train(first, data, 9);
        assertThat(second.report().lossBefore())
                .isCloseTo(
                        first.report().lossAfter(),
                        within(1e-12 * first.report().lossAfter()));
        assertThat(second.report().lossAfter()).isLessThan(first.report().lossAfter());
        assertThat(first.optimizer().steps()).isEqualTo(300);
        assertThat(second.optimizer().steps()).isEqualTo(600);
    }

    @Test
    void newWhiteningKeepsTheFunction() {
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 6, 2);
        TrainedPolicy trained = trainer.train(trainer.initial(7), Lessons.noise(100, 6, 2, 1), 8);
        Whitening observations =
                new Whitening(Lessons.gaussian(6, 2, Lessons.random(1)), new double[] {0.1, 2, 3, 40, 1, 0.5});
        Whitening controls = new Whitening(new double[] {3, -100}, new double[] {0.2, 50});
        TrainedPolicy moved = Rewhitening.apply(trained, observations, controls);
        double[] observation = Lessons.gaussian(6, 1, Lessons.random(3));
        assertThat(Lessons.mean(moved.policy(), observation))
                .containsExactly(Lessons.mean(trained.policy(), observation), within(1e-12));
        assertThat(moved.policy().observationWhitening()).isEqualTo(observations);
        assertThat(moved.policy().controlWhitening()).isEqualTo(controls);
    }

    @Test
    void onlyEntriesThatDriftedFarAreWhitenedAnew() {
        Whitening old = new Whitening(new double[] {0, 0, 0, 1}, new double[] {1, 1, 1, 2});
        Whitening fresh = new Whitening(new double[] {1.9, 2.1, 0, 1}, new double[] {3.9, 1, 4.1, 0.4});
        assertThat(old.followed(fresh))
                .isEqualTo(new Whitening(new double[] {0, 2.1, 0, 1}, new double[] {1, 1, 4.1, 0.4}));
        TeachingSet data = Lessons.noise(100, 3, 2, 1);
        double[] observations = data.observations();
        for (int n = 0; n < 100; n++) {
            observations[n * 3] += 50;
        }
        TeachingSet drifted = new TeachingSet(3, 2, observations, data.targets(), data.precisions(), data.weights());
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 3, 2);
        TrainedPolicy before = trainer.train(trainer.initial(1), data, 2);
        Whitening after = trainer.train(before, drifted, 3).policy().observationWhitening();
        assertThat(after.mean()[0]).isBetween(49.0, 51.0);
        assertThat(after.mean()[1])
                .isEqualTo(before.policy().observationWhitening().mean()[1]);
    }

    /** Adam is told the truth about the new parameters: its moments change as gradients do, up to the shift of the means. */
    @Test
    void newScalesCarryTheMomentsOver() {
        TeachingSet data = Lessons.noise(40, 3, 2, 1);
        NetworkPolicy policy = Lessons.network(Activation.TANH, 1, 3, 5, 2);
        double[] mean = policy.observationWhitening().mean();
        double[] controlMean = policy.controlWhitening().mean();
        double[] before = gradient(policy, data);
        double[] squares = Arrays.stream(before).map(g -> g * g).toArray();
        TrainedPolicy trained =
                new TrainedPolicy(policy, new OptimizerState(1, before, squares), PolicyTrainer.UNTRAINED);
        TrainedPolicy moved = Rewhitening.apply(
                trained, new Whitening(mean, new double[] {0.5, 7, 2}), new Whitening(controlMean, new double[] {3, 0.2
                }));
        double[] after = gradient(moved.policy(), data);
        assertThat(moved.optimizer().firstMoment()).containsExactly(after, within(1e-9));
        assertThat(moved.optimizer().secondMoment())
                .containsExactly(Arrays.stream(after).map(g -> g * g).toArray(), within(1e-7));
    }

    private static double[] gradient(NetworkPolicy policy, TeachingSet data) {
        Lesson lesson = new Lesson(data, data.weights(), policy.observationWhitening(), policy.controlWhitening());
        double[] gradient = new double[policy.layout().parameterCount];
        int[] order = new int[data.size()];
        Arrays.setAll(order, n -> n);
        new FusedGradient(policy.layout(), policy.activation(), data.size(), data.size())
                .evaluate(policy.parameters(), lesson, order, 0, data.size(), gradient);
        return gradient;
    }

    @Test
    void constantObservationIsDividedByTheFloor() {
        TeachingSet noise = Lessons.noise(60, 3, 2, 1);
        double[] observations = noise.observations();
        for (int n = 0; n < 60; n++) {
            observations[n * 3 + 1] = 0.7;
        }
        TeachingSet data = new TeachingSet(3, 2, observations, noise.targets(), noise.precisions(), noise.weights());
        PolicyTrainer trainer = new PolicyTrainer(QUICK.withWhiteningFloor(0.25), 3, 2);
        TrainedPolicy trained = trainer.train(trainer.initial(1), data, 2);
        assertThat(trained.report().status()).isEqualTo(Status.IMPROVED);
        assertThat(trained.policy().observationWhitening().deviation()[1]).isEqualTo(0.25);
        assertThat(trained.policy().observationWhitening().mean()[1]).isCloseTo(0.7, within(1e-15));
        assertThat(trained.policy().observationWhitening().deviation()[0]).isBetween(0.7, 1.3);
    }

    @Test
    void covarianceInvertsTheDiagonalOfTheMeanPrecision() {
        TeachingSet data = Lessons.noise(50, 3, 2, 1);
        double first = 0;
        double second = 0;
        for (int n = 0; n < 50; n++) {
            first += data.precisions()[n * 4] / 50;
            second += data.precisions()[n * 4 + 3] / 50;
        }
        PolicyTrainer plain = new PolicyTrainer(QUICK, 3, 2);
        assertThat(plain.initial(1).policy().covariance()).containsExactly(0.1, 0, 0, 0.1);
        assertThat(plain.train(plain.initial(1), data, 2).policy().covariance())
                .containsExactly(new double[] {1 / first, 0, 0, 1 / second}, within(1e-14));
        PolicyTrainer regularized = new PolicyTrainer(QUICK.withEntropyRegularization(0.75), 3, 2);
        assertThat(regularized.train(regularized.initial(1), data, 2).policy().covariance())
                .containsExactly(new double[] {1 / (first + 1.5), 0, 0, 1 / (second + 1.5)}, within(1e-14));
    }

    @Test
    void initialVarianceIsAnOption() {
        PolicyTrainer trainer = new PolicyTrainer(QUICK.withInitialVariance(4), 3, 2);
        assertThat(trainer.initial(1).policy().covariance()).containsExactly(4, 0, 0, 4);
        assertThat(trainer.initial(1).report().status()).isEqualTo(Status.UNTRAINED);
    }

    @Test
    void weightsAreBroughtToMeanOneAndCapped() {
        double[] capped = Lesson.capWeights(new double[] {1, 2, 3, 1000, 0}, 2);
        // Median of the positive weights 2.5, cap 5, mean (1 + 2 + 3 + 5 + 0)/5.
        assertThat(capped).containsExactly(new double[] {1 / 2.2, 2 / 2.2, 3 / 2.2, 5 / 2.2, 0}, within(1e-15));
    }

    @Test
    void sampleOfWeightZeroIsNotHeeded() {
        TeachingSet data = Lessons.noise(50, 3, 2, 1);
        double[] weights = data.weights();
        weights[10] = 0;
        double[] targets = data.targets();
        TeachingSet quiet = new TeachingSet(3, 2, data.observations(), targets, data.precisions(), weights);
        targets[20] = 1e9;
        TeachingSet loud = new TeachingSet(3, 2, data.observations(), targets, data.precisions(), weights);
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 3, 2);
        assertThat(trainer.train(trainer.initial(1), loud, 2)).isEqualTo(trainer.train(trainer.initial(1), quiet, 2));
    }

    @Test
    void maxWeightAndWeightDecayChangeTheFit() {
        TeachingSet data = Lessons.noise(50, 3, 2, 1);
        PolicyTrainer plain = new PolicyTrainer(QUICK, 3, 2);
        PolicyTrainer flat = new PolicyTrainer(QUICK.withMaxWeight(1), 3, 2);
        PolicyTrainer decayed = new PolicyTrainer(QUICK.withWeightDecay(10), 3, 2);
        NetworkPolicy policy = plain.train(plain.initial(1), data, 2).policy();
        assertThat(flat.train(flat.initial(1), data, 2).policy()).isNotEqualTo(policy);
        double[] shrunk = decayed.train(decayed.initial(1), data, 2).policy().parameters();
        assertThat(norm(shrunk)).isLessThan(0.5 * norm(policy.parameters()));
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    @Test
    void trainingThatMakesThingsWorseIsUndone() {
        TeachingSet data = Lessons.noise(100, 6, 2, 1);
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 6, 2);
        TrainedPolicy good = trainer.train(trainer.initial(7), data, 8);
        PolicyTrainer reckless = new PolicyTrainer(QUICK.withSteps(3).withLearningRate(50, 1), 6, 2);
        TrainedPolicy kept = reckless.train(good, data, 9);
        assertThat(kept.report().status()).isEqualTo(Status.KEPT_PREVIOUS);
        assertThat(kept.report().lossAfter()).isEqualTo(kept.report().lossBefore());
        assertThat(kept.optimizer()).isEqualTo(good.optimizer());
        double[] observation = Lessons.gaussian(6, 1, Lessons.random(3));
        assertThat(Lessons.mean(kept.policy(), observation))
                .containsExactly(Lessons.mean(good.policy(), observation), within(1e-12));
    }

    @Test
    void lossThatOverflowsIsReported() {
        TeachingSet data = Lessons.noise(20, 3, 2, 1);
        double[] precisions = data.precisions();
        Arrays.fill(precisions, 1e308);
        TeachingSet huge = new TeachingSet(3, 2, data.observations(), data.targets(), precisions, data.weights());
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 3, 2);
        assertThatThrownBy(() -> trainer.train(trainer.initial(1), huge, 2))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("policy training loss");
    }

    @Test
    void refusesWhatDoesNotFit() {
        TeachingSet data = Lessons.noise(20, 3, 2, 1);
        PolicyTrainer trainer = new PolicyTrainer(QUICK, 4, 2);
        assertThatThrownBy(() -> trainer.train(trainer.initial(1), data, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("teaching set: expected 4 observations and 2 controls, found 3 and 2");
        PolicyTrainer other = new PolicyTrainer(QUICK.withHidden(3), 3, 2);
        assertThatThrownBy(() -> other.train(new PolicyTrainer(QUICK, 3, 2).initial(1), data, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("previous policy: expected [3, 3, 2] RELU, found [3, 12, 12, 2] RELU");
        assertThatThrownBy(
                        () -> new TeachingSet(3, 2, new double[6], new double[5], new double[8], new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targets: expected 2 samples of 2 numbers, found 5 numbers");
        double[] targets = data.targets();
        targets[17] = Double.NaN;
        assertThatThrownBy(() -> new TeachingSet(3, 2, data.observations(), targets, data.precisions(), data.weights()))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("teaching targets: NaN at index 17");
        assertThatThrownBy(() -> new TeachingSet(1, 1, new double[1], new double[1], new double[1], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights: expected a positive sum");
        TeachingSet careless = TeachingSet.of(1, 1, new double[2], new double[2], new double[2]);
        PolicyTrainer scalar = new PolicyTrainer(QUICK, 1, 1);
        assertThatThrownBy(() -> scalar.train(scalar.initial(1), careless, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the policy's variance is not defined");
    }

    @Test
    void fewerSamplesThanABatchAreOneBatch() {
        PolicyTrainer trainer = new PolicyTrainer(QUICK.withBatchSize(1000), 3, 2);
        TrainedPolicy trained = trainer.train(trainer.initial(1), Lessons.noise(7, 3, 2, 1), 2);
        assertThat(trained.report().status()).isEqualTo(Status.IMPROVED);
    }

    @Test
    void optionsNamePathValueAndRange() {
        PolicyOptions options = PolicyOptions.defaults();
        assertThatThrownBy(() -> options.withHidden(42, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy.hidden[1]: 0 is not ≥ 1");
        assertThatThrownBy(() -> options.withLearningRate(Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy.learningRate: NaN is not > 0");
        assertThatThrownBy(() -> options.withLearningRate(1e-3, 1.5)).hasMessageContaining("policy.finalLearningRate");
        assertThatThrownBy(() -> options.withSteps(0)).hasMessageContaining("policy.steps");
        assertThatThrownBy(() -> options.withBatchSize(0)).hasMessageContaining("policy.batchSize");
        assertThatThrownBy(() -> options.withWeightDecay(-1)).hasMessageContaining("policy.weightDecay");
        assertThatThrownBy(() -> options.withMaxWeight(0.5)).hasMessageContaining("policy.maxWeight");
        assertThatThrownBy(() -> options.withWhiteningFloor(0)).hasMessageContaining("policy.whiteningFloor");
        assertThatThrownBy(() -> options.withInitialVariance(0)).hasMessageContaining("policy.initialVariance");
        assertThatThrownBy(() -> options.withEntropyRegularization(-1))
                .hasMessageContaining("policy.entropyRegularization");
        assertThatThrownBy(() -> options.withActivation(null)).hasMessageContaining("RELU, TANH");
        assertThat(PolicyOptions.defaults()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.withHidden(42)).isNotEqualTo(options);
    }
}
