package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.dynamics.learned.ModelOptions.HoldOutError;
import org.waymark.dynamics.learned.ModelOptions.Kind;
import org.waymark.dynamics.learned.ModelOptions.Target;

class NetworkTrainingTest {
    private final Transitions pendulum = Systems.pendulum(600, 0.02, 1);

    private static ModelFit fit(ModelOptions options, Transitions data) {
        return new ModelLearner(options).fit(data, Optional.empty(), 5, 1);
    }

    private static double[] means(LearnedDynamics model, int member) {
        Transitions at = Systems.pendulum(40, 0, 9);
        double[] mean = new double[80];
        model.prediction(40).predict(member, at.states(), at.controls(), 40, mean, new double[80]);
        return mean;
    }

    @Test
    void learnsMeanAndVarianceOfHeteroscedasticData() {
        RandomGenerator random = Systems.random(4);
        int count = 6000;
        double[] x = random.doubles(count, -2, 2).toArray();
        double[] u = random.doubles(count, -1, 1).toArray();
        double[] next = new double[count];
        for (int i = 0; i < count; i++) {
            next[i] = x[i] + 0.3 * Math.sin(2 * x[i]) + deviation(x[i]) * random.nextGaussian();
        }
        ModelOptions options = ModelOptions.defaults()
                .withMembers(2, 2)
                .withHidden(32, 32)
                .withHoldOut(0, 1)
                .withEpochs(40)
                .withBatchSize(64)
                .withWeightDecay(0);
        LearnedDynamics model =
                fit(options, Transitions.of(1, 1, x, u, next, new double[0])).model();
        Prediction prediction = model.prediction(1);
        double[] mean = new double[1];
        double[] variance = new double[1];
        for (double at = -1.8; at < 1.9; at += 0.4) {
            prediction.predict(0, new double[] {at}, new double[] {0.2}, 1, mean, variance);
            // a smooth average of some 300 samples: three standard errors and the smoothing
            assertThat(mean[0]).isCloseTo(at + 0.3 * Math.sin(2 * at), within(0.4 * deviation(at)));
            assertThat(Math.sqrt(variance[0]) / deviation(at)).isBetween(0.7, 1.4);
        }
    }

    private static double deviation(double x) {
        return 0.02 + 0.05 * x * x;
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        ModelOptions options = Systems.small();
        ModelFit one = new ModelLearner(options).fit(pendulum, Optional.empty(), 5, 1);
        ModelFit four = new ModelLearner(options).fit(pendulum, Optional.empty(), 5, 4);
        assertThat(four.report()).isEqualTo(one.report());
        assertThat(ModelBytes.write(four.model())).isEqualTo(ModelBytes.write(one.model()));
        assertThat(ModelBytes.write(new ModelLearner(options)
                        .fit(pendulum, Optional.empty(), 6, 1)
                        .model()))
                .isNotEqualTo(ModelBytes.write(one.model()));
    }

    @Test
    void stopsWhenTheDataHeldOutSayNoMore() {
        // nothing can be learned: the differences are noise alone
        RandomGenerator random = Systems.random(8);
        int count = 200;
        double[] x = random.doubles(count).toArray();
        double[] next = new double[count];
        Arrays.setAll(next, i -> x[i] + random.nextGaussian());
        Transitions noise = Transitions.of(1, 1, x, random.doubles(count).toArray(), next, new double[0]);
        ModelOptions options = Systems.small().withAngles().withEpochs(500).withHoldOut(0.25, 4);
        ModelReport report = fit(options, noise).report();
        assertThat(report.status()).isEqualTo(ModelReport.Status.CONVERGED);
        assertThat(report.heldOut()).isEqualTo(50);
        assertThat(Arrays.stream(report.epochs())).allMatch(epochs -> epochs >= 5 && epochs < 500);
        // by the parameters that were best, not by the last ones
        assertThat(Arrays.stream(report.holdOutLoss())).allMatch(loss -> loss < 1.5);

        ModelReport without =
                fit(options.withHoldOut(0, 4).withEpochs(3), noise).report();
        assertThat(without.status()).isEqualTo(ModelReport.Status.EPOCHS_SPENT);
        assertThat(without.epochs()).containsOnly(3);
        assertThat(without.holdOutLoss()).isEmpty();
    }

    /** Up to the first time that patience runs out they are the same training, and only what is better replaces the best parameters. */
    @Test
    void annealingGoesOnWhereTrainingWouldHaveStopped() {
        ModelOptions options = Systems.small()
                .withLearningRate(0.02)
                .withEpochs(1000)
                .withHoldOut(0.25, 4)
                .withWeightDecay(0);
        Transitions exact = Systems.pendulum(600, 0, 1);
        ModelReport plain = fit(options, exact).report();
        ModelReport annealed = fit(options.withAnnealings(4), exact).report();
        assertThat(annealed.status()).isEqualTo(ModelReport.Status.CONVERGED);
        for (int k = 0; k < 3; k++) {
            assertThat(annealed.epochs()[k]).isGreaterThanOrEqualTo(plain.epochs()[k] + 4 * 4);
            // steps of 0.02 rattle about the optimum of data without noise
            assertThat(annealed.holdOutLoss()[k]).isLessThan(0.5 * plain.holdOutLoss()[k]);
        }
    }

    /**
     * One transition in sixty is a jump that nothing foretells. By their square the jumps held out say when to stop, and they say it soon; by
     * their distance what is left to learn weighs more. Means over four sets of data, since where a single training stops is chance: they
     * are 0.11 and 0.07.
     */
    @Test
    void jumpsDoNotStopTrainingByTheMeanDistance() {
        ModelOptions square =
                Systems.small().withEpochs(400).withHoldOut(0.25, 5).withLearningRate(0.003);
        ModelOptions distance = square.withHoldOutError(HoldOutError.MEAN_DISTANCE);
        double bySquare = 0;
        double byDistance = 0;
        for (int seed = 1; seed <= 4; seed++) {
            Transitions data = withJumps(Systems.pendulum(1200, 0, seed), Systems.random(seed + 100));
            bySquare += typicalError(fit(square, data).model()) / 4;
            byDistance += typicalError(fit(distance, data).model()) / 4;
        }
        assertThat(byDistance).isLessThan(0.8 * bySquare);
    }

    private static Transitions withJumps(Transitions smooth, RandomGenerator random) {
        double[] next = smooth.nextStates();
        for (int i = 0; i < smooth.count(); i += 60) {
            next[2 * i + 1] += 20 * random.nextGaussian();
        }
        return Transitions.of(2, 1, smooth.states(), smooth.controls(), next, smooth.costs());
    }

    /** Median over transitions without jumps of the error of the speed by the best member. */
    private static double typicalError(LearnedDynamics model) {
        int count = 400;
        Transitions at = Systems.pendulum(count, 0, 9);
        double[] mean = new double[2 * count];
        model.prediction(count)
                .predict(model.elites()[0], at.states(), at.controls(), count, mean, new double[2 * count]);
        double[] errors = new double[count];
        Arrays.setAll(errors, i -> Math.abs(mean[2 * i + 1] - at.nextStates()[2 * i + 1]));
        Arrays.sort(errors);
        return errors[count / 2];
    }

    @Test
    void elitesAreTheBestOnTheDataHeldOut() {
        ModelFit fit = fit(Systems.small().withMembers(6, 2), pendulum);
        double[] losses = fit.report().holdOutLoss();
        int[] elites = fit.model().elites();
        assertThat(elites).hasSize(2);
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        assertThat(losses[elites[0]]).isEqualTo(sorted[0]);
        assertThat(losses[elites[1]]).isEqualTo(sorted[1]);
    }

    @Test
    void bootstrapChangesWhatMembersSee() {
        ModelOptions options = Systems.small().withHoldOut(0, 1).withBatchSize(1000);
        LearnedDynamics with = fit(options, pendulum).model();
        LearnedDynamics without = fit(options.withBootstrap(false), pendulum).model();
        assertThat(means(with, 0)).isNotEqualTo(means(without, 0));
        // each member has its own stream of random numbers
        assertThat(means(without, 0)).isNotEqualTo(means(without, 1));
    }

    @Test
    void warmStartPredictsTheSameBeforeItLearns() {
        ModelOptions options = Systems.small();
        LearnedDynamics first = fit(options, pendulum).model();
        Transitions more = pendulum.plus(Systems.pendulum(900, 0.5, 2).select(new int[] {5, 6, 7, 8, 9, 100, 200}));
        LearnedDynamics next = new ModelLearner(options.withLearningRate(1e-300).withEpochs(1))
                .fit(more, Optional.of(first), 8, 1)
                .model();
        for (int k = 0; k < 3; k++) {
            double[] before = means(first, k);
            double[] after = means(next, k);
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).isCloseTo(before[i], within(1e-12));
            }
        }
        LearnedDynamics cold = new ModelLearner(options.withWarmStart(false))
                .fit(more, Optional.of(first), 8, 1)
                .model();
        assertThat(ModelBytes.write(cold))
                .isEqualTo(ModelBytes.write(new ModelLearner(options)
                        .fit(more, Optional.empty(), 8, 1)
                        .model()));
    }

    @Test
    void everyTargetAndWhiteningLearnsThePendulum() {
        ModelOptions options = Systems.small().withEpochs(150).withBatchSize(32).withCost(true);
        for (ModelOptions some : new ModelOptions[] {
            options,
            options.withTarget(Target.NEXT_STATE),
            options.withNormalizeTargets(false),
            options.withNoise(ModelOptions.Noise.NONE),
            options.withKind(Kind.NETWORK)
        }) {
            ModelFit fit = fit(some, pendulum);
            double[] mean = means(fit.model(), fit.model().elites()[0]);
            double[] truth = Systems.pendulum(40, 0, 9).nextStates();
            double error = 0;
            for (int i = 0; i < mean.length; i++) {
                error += Math.abs(mean[i] - truth[i]) / mean.length;
            }
            // the differences are 0.35 in the mean
            assertThat(error).as(some.toString()).isLessThan(0.06);
        }
    }

    @Test
    void anglesMayGoRound() {
        LearnedDynamics model =
                fit(Systems.small().withTarget(Target.NEXT_STATE), pendulum).model();
        double[] mean = new double[4];
        model.prediction(2)
                .predict(
                        0,
                        new double[] {0.4, 1, 0.4 + 2 * Math.PI, 1},
                        new double[] {0.5, 0.5},
                        2,
                        mean,
                        new double[4]);
        assertThat(mean[2] - mean[0]).isCloseTo(2 * Math.PI, within(1e-9));
        assertThat(mean[3]).isCloseTo(mean[1], within(1e-9));
    }

    @Test
    void disagreementIsOneAtTheEdgeOfTheDataAndLargeBeyond() {
        LearnedDynamics model =
                fit(Systems.small().withMembers(5, 5).withEpochs(60), pendulum).model();
        Transitions inside = Systems.pendulum(400, 0, 20);
        double[] ratio = new double[400];
        Prediction prediction = model.prediction(400);
        prediction.disagreement(inside.states(), inside.controls(), 400, ratio);
        // 95 % of the training data are below one; fresh data of the same kind nearly so
        assertThat(Arrays.stream(ratio).filter(r -> r < 1).count()).isBetween(340L, 400L);
        prediction.disagreement(new double[] {0, 60, 0, -60}, new double[] {15, -15}, 2, ratio);
        assertThat(ratio[0]).isGreaterThan(5);
        assertThat(ratio[1]).isGreaterThan(5);
        LearnedDynamics single =
                fit(Systems.small().withKind(Kind.NETWORK), pendulum).model();
        single.prediction(1).disagreement(new double[] {0, 60}, new double[] {15}, 1, ratio);
        assertThat(ratio[0]).isZero();
    }
}
