package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.waymark.dynamics.ReferenceCase.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class DynamicsFitterTest {
    private static final DynamicsOptions WITH_PRIOR = DynamicsOptions.defaults().withRelativeRegularization(0);
    private static final DynamicsOptions NO_PRIOR =
            WITH_PRIOR.withPrior(PriorOptions.defaults().withKind(PriorOptions.Kind.NONE));
    private static final LinearSystem SYSTEM = new LinearSystem(1, 4, 2, 12);

    private static RandomGenerator random() {
        return new RandomStreams(2).stream("dynamics", 0, 0, 0);
    }

    private static FittedDynamics fit(DynamicsOptions options, List<Rollout> rollouts) {
        return new DynamicsFitter(options).fit(rollouts, MixturePrior.empty(), random());
    }

    @Property(tries = 20, seed = "20261121")
    void isExactOnNoiselessLinearData(@ForAll long seed) {
        LinearSystem system = new LinearSystem(seed, 3, 2, 5);
        LinearGaussianModel model = fit(NO_PRIOR.withRegularization(0), system.rollouts(seed, 20, 0, 0))
                .model();
        assertClose("F", model.transition().toArray(), system.flatTransition(), 1e-9);
        double[] offsets =
                Arrays.stream(system.offset).flatMapToDouble(Arrays::stream).toArray();
        assertClose("f", model.offset().toArray(), offsets, 1e-9);
        assertThat(Arrays.stream(model.noise().toArray()).map(Math::abs).max().orElseThrow())
                .isLessThan(1e-11);
    }

    /** The error of a regression is proportional to the noise: a thousandth of the noise, a thousandth of the error. */
    @Test
    void tendsToTheJacobianAsTheNoiseVanishes() {
        double coarse = transitionError(1e-2);
        double fine = transitionError(1e-5);
        assertThat(coarse).isBetween(1e-4, 1e-1);
        assertThat(fine / coarse).isBetween(0.5e-3, 2e-3);
    }

    private static double transitionError(double noise) {
        double[] found = fit(NO_PRIOR.withRegularization(0), SYSTEM.rollouts(4, 15, noise, 0))
                .model()
                .transition()
                .toArray();
        double[] expected = SYSTEM.flatTransition();
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        return worst;
    }

    /** Weighing as one sample, the prior vanishes beside N: the difference goes like 1/N. */
    @Test
    void tendsToMaximumLikelihoodWithManyRollouts() {
        LinearSystem system = new LinearSystem(5, 2, 1, 3);
        double few = distanceToMaximumLikelihood(system.rollouts(6, 50, 0.3, 0));
        double many = distanceToMaximumLikelihood(system.rollouts(6, 2000, 0.3, 0));
        assertThat(many / few).isLessThan(3.0 * 50 / 2000);
        assertThat(few).isPositive();
    }

    private static double distanceToMaximumLikelihood(List<Rollout> rollouts) {
        double[] a = fit(WITH_PRIOR, rollouts).model().transition().toArray();
        double[] b = fit(NO_PRIOR, rollouts).model().transition().toArray();
        double worst = 0;
        for (int i = 0; i < a.length; i++) {
            worst = Math.max(worst, Math.abs(a[i] - b[i]));
        }
        return worst;
    }

    /** Four rollouts cannot tell six inputs apart, twelve can: those of three iterations, if they are remembered. */
    @Test
    void olderRolloutsJoinTheRegressionUpToTheNumberAskedFor() {
        PriorOptions weak = PriorOptions.defaults().withStrength(1e-12).withMaxIterations(5);
        DynamicsOptions alone = WITH_PRIOR.withPrior(weak).withRegularization(1e-12);
        assertThat(errorAfterThreeBatches(alone)).isGreaterThan(1e-2);
        assertThat(errorAfterThreeBatches(alone.withMinRollouts(12))).isLessThan(1e-6);
    }

    private static double errorAfterThreeBatches(DynamicsOptions options) {
        FittedDynamics fitted = fit(options, SYSTEM.rollouts(1, 4, 0, 0));
        for (long batch = 2; batch <= 3; batch++) {
            fitted = new DynamicsFitter(options).fit(SYSTEM.rollouts(batch, 4, 0, 0), fitted.prior(), random());
        }
        double[] found = fitted.model().transition().toArray();
        double[] expected = SYSTEM.flatTransition();
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        return worst;
    }

    /** The start is not that of earlier iterations, so what is remembered for the regressions must not widen it. */
    @Test
    void withoutAPriorOlderRolloutsJoinTheRegressionAlone() {
        DynamicsOptions alone = NO_PRIOR.withRegularization(1e-12);
        assertThat(errorAfterThreeBatches(alone)).isGreaterThan(1e-2);
        assertThat(errorAfterThreeBatches(alone.withMinRollouts(12))).isLessThan(1e-6);
        DynamicsFitter remembering = new DynamicsFitter(alone.withMinRollouts(12));
        MixturePrior memory = remembering
                .fit(SYSTEM.rollouts(1, 4, 0, 0), MixturePrior.empty(), random())
                .prior();
        List<Rollout> latest = SYSTEM.rollouts(2, 4, 0, 0);
        assertThat(memory.mixture()).isEmpty();
        assertThat(remembering
                        .fit(latest, memory, random())
                        .model()
                        .initialState()
                        .covariance())
                .containsExactly(fit(alone, latest).model().initialState().covariance());
    }

    @Test
    void noMoreRolloutsCanBeAskedForThanAreRemembered() {
        assertThatThrownBy(() -> WITH_PRIOR.withMinRollouts(21))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prior.maxRollouts = 20");
    }

    /** With a strong prior and two samples: F, D are those of the mixture's conditional; the mean is still the sample's. */
    @Test
    void fewSamplesGiveThePriorsCovarianceAndTheSampleMean() {
        LinearSystem system = new LinearSystem(7, 2, 1, 4);
        double strength = 1e9;
        PriorOptions prior = PriorOptions.defaults()
                .withMaxClusters(1)
                .withMaxRollouts(200)
                .withStrength(strength)
                .withMaxIterations(50);
        MixturePrior history = fit(WITH_PRIOR.withPrior(prior), system.rollouts(8, 200, 0.2, 0))
                .prior();
        List<Rollout> two = system.rollouts(9, 2, 0.2, 0);
        PriorOptions frozen = prior.withMaxIterations(0);
        DynamicsOptions options = WITH_PRIOR.withPrior(frozen).withRegularization(0);
        LinearGaussianModel model =
                new DynamicsFitter(options).fit(two, history, random()).model();

        double[] means = history.mixture().orElseThrow().means();
        double[] covariance = history.mixture().orElseThrow().covariances();
        int size = 5;
        int inputs = 3;
        // Φ/n₀ = Σ·P/(P − 2 − D), plus the one-sample term of the mean, which a single time step cannot lose.
        double p = history.rowsAtStart();
        for (int t = 0; t < 4; t++) {
            double[] mean = meanRow(two, t);
            double[][] joint = new double[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double shift = 2 * (mean[i] - means[i]) * (mean[j] - means[j]) / strength;
                    joint[i][j] = (covariance[i * size + j] + shift) * p / (p - 2 - size);
                }
            }
            double[] x = Arrays.copyOf(mean, inputs);
            assertThat(predict(model, t, x)).containsExactly(Arrays.copyOfRange(mean, inputs, size), within(1e-9));
            assertRegressionOf(joint, inputs, model, t);
        }
    }

    /** F Σ_ii = Σ_oi and D = Σ_oo − F Σ_io. */
    private static void assertRegressionOf(double[][] joint, int inputs, LinearGaussianModel model, int t) {
        int outputs = joint.length - inputs;
        for (int o = 0; o < outputs; o++) {
            for (int j = 0; j < joint.length; j++) {
                double explained = 0;
                for (int i = 0; i < inputs; i++) {
                    explained += model.transition().get(t, o, i) * joint[i][j];
                }
                double left = j < inputs ? 0 : model.noise().get(t, o, j - inputs);
                assertThat(explained + left).isCloseTo(joint[inputs + o][j], within(1e-6));
            }
        }
    }

    private static double[] meanRow(List<Rollout> rollouts, int t) {
        double[] rows = Rollouts.transitions(rollouts);
        int horizon = rollouts.get(0).horizon();
        int size = rows.length / rollouts.size() / horizon;
        double[] mean = new double[size];
        for (int r = 0; r < rollouts.size(); r++) {
            for (int i = 0; i < size; i++) {
                mean[i] += rows[(r * horizon + t) * size + i] / rollouts.size();
            }
        }
        return mean;
    }

    private static double[] predict(LinearGaussianModel model, int t, double[] y) {
        double[] next = new double[model.stateSize()];
        for (int i = 0; i < next.length; i++) {
            next[i] = model.offset().get(t, i);
            for (int j = 0; j < y.length; j++) {
                next[i] += model.transition().get(t, i, j) * y[j];
            }
        }
        return next;
    }

    @Test
    void meanOfTheFitIsTheSampleMean() {
        List<Rollout> rollouts = SYSTEM.rollouts(10, 5, 0.1, 0);
        LinearGaussianModel model = fit(WITH_PRIOR, rollouts).model();
        for (int t = 0; t < SYSTEM.horizon; t++) {
            double[] mean = meanRow(rollouts, t);
            assertThat(predict(model, t, Arrays.copyOf(mean, 6)))
                    .containsExactly(Arrays.copyOfRange(mean, 6, 10), within(1e-10));
        }
    }

    /** Fewer rollouts than inputs, entries that never vary, offsets of 1e6 and scales of 1e-6, with and without prior. */
    @Property(tries = 15, seed = "20261121")
    void noiseIsPositiveSemidefiniteWhateverTheData(@ForAll long seed) {
        LinearSystem system = new LinearSystem(seed, 5, 2, 8);
        for (double scale : new double[] {1, 1e-6, 1e6}) {
            List<Rollout> rollouts = new ArrayList<>();
            for (Rollout rollout : system.rollouts(seed, 4, 0.01, 2)) {
                double[] x = rollout.states().toArray();
                for (int i = 0; i < x.length; i++) {
                    x[i] = 1e6 + scale * x[i];
                }
                rollouts.add(system.rollout(x, rollout.controls().toArray()));
            }
            for (DynamicsOptions options : List.of(WITH_PRIOR, NO_PRIOR, NO_PRIOR.withRegularization(0))) {
                LinearGaussianModel model = fit(options, rollouts).model();
                assertThat(model.transition().firstNonFinite()).isEqualTo(-1);
                assertThat(model.offset().firstNonFinite()).isEqualTo(-1);
                for (int t = 0; t < 8; t++) {
                    Semidefinite.require(model.noise().step(t), 5, 1e-14);
                }
            }
        }
    }

    @Test
    void constantEntriesStayAndDoNotMatter() {
        List<Rollout> rollouts = SYSTEM.rollouts(11, 12, 0.05, 2);
        for (DynamicsOptions options : List.of(WITH_PRIOR, NO_PRIOR)) {
            LinearGaussianModel model = fit(options, rollouts).model();
            double[] y = {0.3, -0.2, 1, 1, 0.5, 0.1};
            double[] next = predict(model, 5, y);
            assertThat(Arrays.copyOfRange(next, 2, 4)).containsExactly(new double[] {1, 1}, within(1e-5));
        }
    }

    @Property(tries = 10, seed = "20261121")
    void orderOfRolloutsDoesNotMatter(@ForAll long seed) {
        List<Rollout> rollouts = SYSTEM.rollouts(seed, 10, 0.1, 0);
        List<Rollout> shuffled = new ArrayList<>(rollouts);
        Collections.shuffle(shuffled, new Random(seed));
        LinearGaussianModel a = fit(NO_PRIOR, rollouts).model();
        LinearGaussianModel b = fit(NO_PRIOR, shuffled).model();
        assertClose("F", a.transition().toArray(), b.transition().toArray(), 1e-9);
        assertClose("D", a.noise().toArray(), b.noise().toArray(), 1e-9);
    }

    @Test
    void sameArgumentsGiveTheSameBits() {
        DynamicsFitter used = new DynamicsFitter(WITH_PRIOR);
        used.fit(new LinearSystem(3, 3, 1, 9).rollouts(1, 7, 0.1, 0), MixturePrior.empty(), random());
        List<Rollout> rollouts = SYSTEM.rollouts(12, 8, 0.1, 0);
        FittedDynamics a = used.fit(rollouts, MixturePrior.empty(), random());
        FittedDynamics b = fit(WITH_PRIOR, rollouts);
        assertSame(a, b);
        List<Rollout> more = SYSTEM.rollouts(13, 8, 0.1, 0);
        assertSame(used.fit(more, a.prior(), random()), used.fit(more, copy(b.prior()), random()));
    }

    private static void assertSame(FittedDynamics a, FittedDynamics b) {
        assertThat(a.model().transition()).isEqualTo(b.model().transition());
        assertThat(a.model().offset()).isEqualTo(b.model().offset());
        assertThat(a.model().noise()).isEqualTo(b.model().noise());
        assertThat(a.model().initialState().covariance())
                .isEqualTo(b.model().initialState().covariance());
        assertThat(a.prior()).isEqualTo(b.prior());
        assertThat(a.em()).isEqualTo(b.em());
    }

    private static MixturePrior copy(MixturePrior p) {
        Optional<GaussianMixture> mixture =
                p.mixture().map(m -> GaussianMixture.of(m.logWeights(), m.means(), m.covariances()));
        MixturePrior copy = MixturePrior.of(p.rowSize(), p.rowsPerRollout(), p.rows(), mixture, p.rowsAtStart());
        assertThat(copy).isEqualTo(p).hasSameHashCodeAs(p);
        return copy;
    }

    @Test
    void theBufferKeepsTheLatestRolloutsAndAlwaysTheNewOnes() {
        DynamicsOptions options = WITH_PRIOR.withPrior(PriorOptions.defaults().withMaxRollouts(5));
        List<Rollout> first = SYSTEM.rollouts(14, 4, 0.1, 0);
        List<Rollout> second = SYSTEM.rollouts(15, 3, 0.1, 0);
        DynamicsFitter fitter = new DynamicsFitter(options);
        MixturePrior a = fitter.fit(first, MixturePrior.empty(), random()).prior();
        MixturePrior b = fitter.fit(second, a, random()).prior();
        assertThat(a.rollouts()).isEqualTo(4);
        assertThat(b.rollouts()).isEqualTo(5);
        double[] expected =
                Rollouts.transitions(List.of(first.get(2), first.get(3), second.get(0), second.get(1), second.get(2)));
        assertThat(b.rows()).containsExactly(expected);
        assertThat(fitter.fit(SYSTEM.rollouts(16, 7, 0.1, 0), b, random())
                        .prior()
                        .rollouts())
                .isEqualTo(7);
    }

    @Test
    void everyOptionChangesTheFit() {
        MixturePrior prior = fit(WITH_PRIOR, SYSTEM.rollouts(17, 10, 0.1, 0)).prior();
        List<Rollout> rollouts = SYSTEM.rollouts(18, 6, 0.1, 0);
        PriorOptions p = PriorOptions.defaults();
        LinearGaussianModel usual =
                new DynamicsFitter(WITH_PRIOR).fit(rollouts, prior, random()).model();
        List<DynamicsOptions> changed = List.of(
                WITH_PRIOR.withRegularization(1e-2),
                WITH_PRIOR.withInitialStateVariance(10),
                WITH_PRIOR.withPrior(p.withKind(PriorOptions.Kind.NONE)),
                WITH_PRIOR.withPrior(p.withMaxClusters(2)),
                WITH_PRIOR.withPrior(p.withMinRowsPerCluster(20)),
                WITH_PRIOR.withPrior(p.withMaxRollouts(6)),
                WITH_PRIOR.withPrior(p.withStrength(2)),
                WITH_PRIOR.withPrior(p.withMaxIterations(1)),
                WITH_PRIOR.withPrior(p.withTolerance(1e-6)),
                WITH_PRIOR.withPrior(p.withCovarianceRidge(1e-2)),
                WITH_PRIOR.withPrior(p.withRelativeRidge(1e-2)));
        for (DynamicsOptions options : changed) {
            LinearGaussianModel other =
                    new DynamicsFitter(options).fit(rollouts, prior, random()).model();
            boolean same = other.noise().equals(usual.noise())
                    && Arrays.equals(
                            other.initialState().covariance(),
                            usual.initialState().covariance());
            assertThat(same).as(options.toString()).isFalse();
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        PriorOptions p = PriorOptions.defaults();
        assertThatThrownBy(() -> WITH_PRIOR.withRegularization(-1))
                .hasMessage("dynamics.regularization: expected ≥ 0 and finite, found -1.0");
        assertThatThrownBy(() -> WITH_PRIOR.withInitialStateVariance(Double.NaN))
                .hasMessageContaining("dynamics.initialStateVariance");
        assertThatThrownBy(() -> p.withMaxClusters(0)).hasMessage("prior.maxClusters: expected ≥ 1, found 0");
        assertThatThrownBy(() -> p.withMinRowsPerCluster(0)).hasMessageContaining("prior.minRowsPerCluster");
        assertThatThrownBy(() -> p.withMaxRollouts(0)).hasMessageContaining("prior.maxRollouts");
        assertThatThrownBy(() -> p.withStrength(-1)).hasMessageContaining("prior.strength");
        assertThatThrownBy(() -> p.withMaxIterations(-1)).hasMessageContaining("prior.maxIterations");
        assertThatThrownBy(() -> p.withTolerance(-1)).hasMessageContaining("prior.tolerance");
        assertThatThrownBy(() -> p.withCovarianceRidge(-1)).hasMessageContaining("prior.covarianceRidge");
        assertThatThrownBy(() -> p.withRelativeRidge(0)).hasMessageContaining("prior.relativeRidge");
        assertThatThrownBy(() -> p.withKind(null)).hasMessageContaining("prior.kind: expected one of [MIXTURE, LINEAR");
        assertThatThrownBy(() -> WITH_PRIOR.withPrior(p.withKind(PriorOptions.Kind.CONSTANT)))
                .hasMessage("dynamics.prior.kind: expected one of [MIXTURE, LINEAR, NETWORK, NONE], found CONSTANT");
    }

    @Test
    void mistakesOfTheCallerAreNamed() {
        DynamicsFitter fitter = new DynamicsFitter(WITH_PRIOR);
        List<Rollout> rollouts = SYSTEM.rollouts(19, 3, 0.1, 0);
        assertThatThrownBy(() -> fitter.fit(rollouts.subList(0, 1), MixturePrior.empty(), random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rollouts: expected at least 2, found 1");
        List<Rollout> mixed = new ArrayList<>(rollouts);
        mixed.add(new LinearSystem(1, 4, 2, 11).rollouts(1, 1, 0, 0).get(0));
        assertThatThrownBy(() -> fitter.fit(mixed, MixturePrior.empty(), random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollouts[3]: expected horizon 12")
                .hasMessageContaining("found horizon 11");
        MixturePrior other = fitter.fit(
                        new LinearSystem(1, 3, 2, 12).rollouts(1, 3, 0, 0), MixturePrior.empty(), random())
                .prior();
        assertThatThrownBy(() -> fitter.fit(rollouts, other, random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prior: expected rollouts of 12 rows of 10 numbers, found 12 of 8");
        assertThatThrownBy(() -> fitter.fit(withNaN(rollouts), MixturePrior.empty(), random()))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("rollout state: NaN at t = 2, index 1");
    }

    private static List<Rollout> withNaN(List<Rollout> rollouts) {
        double[] x = rollouts.get(0).states().toArray();
        x[2 * 4 + 1] = Double.NaN;
        TimeVaryingMatrix controls = rollouts.get(0).controls();
        List<Rollout> spoilt = new ArrayList<>(rollouts);
        spoilt.set(0, SYSTEM.rollout(x, controls.toArray()));
        return spoilt;
    }

    @Test
    void initialStateIsTheSampleMeanWithVarianceAtLeastTheFloor() {
        List<Rollout> rollouts = SYSTEM.rollouts(20, 6, 0.1, 1);
        LinearGaussianModel model =
                fit(NO_PRIOR.withInitialStateVariance(0.02), rollouts).model();
        double[] mean = meanRow(rollouts, 0);
        assertThat(model.initialState().mean()).containsExactly(Arrays.copyOf(mean, 4), within(1e-12));
        for (int i = 0; i < 4; i++) {
            double variance = 0;
            for (Rollout rollout : rollouts) {
                variance += Math.pow(rollout.states().get(0, i) - mean[i], 2) / 6;
            }
            assertThat(model.initialState().covariance()[i * 5]).isCloseTo(Math.max(0.02, variance), within(1e-12));
        }
    }

    /** A ridge relative to each variance means the same in any unit: scaled states give the scaled fit. */
    @Test
    void theRelativeRidgeHasNoUnit() {
        DynamicsOptions relative = NO_PRIOR.withRegularization(0).withRelativeRegularization(1e-2);
        List<Rollout> metres = SYSTEM.rollouts(3, 20, 0.1, 0);
        List<Rollout> millimetres = new ArrayList<>();
        for (Rollout rollout : metres) {
            double[] states = rollout.states().toArray();
            for (int i = 0; i < states.length; i += 4) {
                states[i] *= 1000;
            }
            TimeVaryingMatrix scaled = TimeVaryingMatrix.ofVectors(rollout.horizon() + 1, 4, states);
            millimetres.add(new Rollout(scaled, rollout.controls(), scaled, rollout.noise(), 0));
        }
        TimeVaryingMatrix f = fit(relative, metres).model().transition();
        TimeVaryingMatrix g = fit(relative, millimetres).model().transition();
        for (int t = 0; t < f.steps(); t++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 6; j++) {
                    double unit = (i == 0 ? 1000.0 : 1) / (j == 0 ? 1000.0 : 1);
                    assertThat(g.get(t, i, j)).isCloseTo(unit * f.get(t, i, j), within(1e-9 * unit));
                }
            }
        }
        assertThat(f)
                .isNotEqualTo(
                        fit(NO_PRIOR.withRegularization(0), metres).model().transition());
    }
}
