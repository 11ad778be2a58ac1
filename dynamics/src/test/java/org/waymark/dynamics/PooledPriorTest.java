package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.Activation;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.dynamics.PriorOptions.Kind;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

class PooledPriorTest {
    private static final DynamicsOptions OPTIONS = DynamicsOptions.defaults()
            .withRelativeRegularization(0)
            .withRegularization(1e-9)
            .withEnsemble(EnsembleOptions.defaults().withMembers(3));

    /** Three rollouts from each of four angles. */
    private static final List<List<Rollout>> PENDULUMS = pendulums(3, 1);

    private static List<List<Rollout>> pendulums(int count, long seed) {
        return IntStream.range(0, 4)
                .mapToObj(c -> Pendulums.rollouts(0.8 * c, count, seed + 100 * c))
                .toList();
    }

    private static DynamicsOptions kind(Kind kind) {
        return OPTIONS.withPrior(PriorOptions.defaults().withKind(kind));
    }

    private static RandomGenerator random() {
        return new RandomStreams(1).stream("test", 0, 0, 0);
    }

    private static List<MixturePrior> nothing(int clusters) {
        return Collections.nCopies(clusters, MixturePrior.empty());
    }

    /** One iteration of all clusters, as the loop does it. */
    private static TransitionPrior pooled(DynamicsOptions options, List<List<Rollout>> rollouts) {
        PooledTransitions data = PooledTransitions.of(options, rollouts, nothing(rollouts.size()));
        return prior(options, data, Optional.empty());
    }

    private static TransitionPrior prior(
            DynamicsOptions options, PooledTransitions data, Optional<DynamicsEnsemble> previous) {
        PooledPriorFitter fitter = new PooledPriorFitter(options);
        List<TrainedPolicy> members = IntStream.range(0, fitter.members())
                .mapToObj(k -> fitter.member(k, previous, data, 7 + k))
                .toList();
        return fitter.fit(data, members);
    }

    private static List<LinearGaussianModel> models(DynamicsOptions options, List<List<Rollout>> rollouts) {
        Optional<TransitionPrior> pooled =
                options.prior().kind().isPooled() ? Optional.of(pooled(options, rollouts)) : Optional.empty();
        return rollouts.stream()
                .map(own -> new DynamicsFitter(options)
                        .fit(own, MixturePrior.empty(), pooled, random())
                        .model())
                .toList();
    }

    private static double worstTransition(LinearSystem system, LinearGaussianModel model) {
        double[] found = model.transition().toArray();
        double[] expected = system.flatTransition();
        return IntStream.range(0, found.length)
                .mapToDouble(i -> Math.abs(found[i] - expected[i]))
                .max()
                .orElseThrow();
    }

    /** Three rollouts cannot tell eight inputs apart; the transitions of thirty steps and two clusters can. */
    @Test
    void whatIsLinearEverywhereIsKnownFromFewRollouts() {
        LinearSystem system = LinearSystem.stationary(3, 6, 2, 30);
        List<List<Rollout>> rollouts = List.of(system.rollouts(1, 3, 1e-3, 0), system.rollouts(2, 3, 1e-3, 0));
        double none = worstTransition(system, models(kind(Kind.NONE), rollouts).get(0));
        double linear =
                worstTransition(system, models(kind(Kind.LINEAR), rollouts).get(0));
        assertThat(none).isGreaterThan(0.3);
        assertThat(linear).isLessThan(0.1 * none);
    }

    /** Of one cluster, one Gaussian is a mixture of one component. */
    @Test
    void theLinearPriorIsAMixtureOfOneComponent() {
        DynamicsOptions one =
                OPTIONS.withPrior(PriorOptions.defaults().withMaxClusters(1).withStrength(0.7));
        List<List<Rollout>> rollouts = List.of(new LinearSystem(3, 4, 2, 10).rollouts(1, 4, 0.1, 0));
        LinearGaussianModel mixture = models(one, rollouts).get(0);
        LinearGaussianModel linear = models(one.withPrior(one.prior().withKind(Kind.LINEAR)), rollouts)
                .get(0);
        assertThat(linear.transition().toArray())
                .containsExactly(mixture.transition().toArray(), within(1e-8));
        assertThat(linear.noise().toArray()).containsExactly(mixture.noise().toArray(), within(1e-8));
        assertThat(linear.initialState().covariance())
                .containsExactly(mixture.initialState().covariance(), within(1e-12));
    }

    /** Weighing as one sample, every prior vanishes beside N: what it changes goes like 1/N. */
    @Test
    void withManyRolloutsAllPriorsAgree() {
        for (Kind kind : List.of(Kind.MIXTURE, Kind.LINEAR, Kind.NETWORK)) {
            double few = distanceToNone(kind, 50);
            double many = distanceToNone(kind, 2000);
            assertThat(many / few).as(kind.toString()).isLessThan(3.0 * 50 / 2000);
            assertThat(many).as(kind.toString()).isPositive();
        }
    }

    private static double distanceToNone(Kind kind, int count) {
        List<List<Rollout>> rollouts = List.of(new LinearSystem(5, 2, 1, 3).rollouts(6, count, 0.3, 0));
        double[] found = models(kind(kind), rollouts).get(0).transition().toArray();
        double[] none = models(kind(Kind.NONE), rollouts).get(0).transition().toArray();
        return IntStream.range(0, none.length)
                .mapToDouble(i -> Math.abs(found[i] - none[i]))
                .max()
                .orElseThrow();
    }

    @Test
    void aPriorWithoutWeightIsNone() {
        List<LinearGaussianModel> none = models(kind(Kind.NONE), PENDULUMS);
        for (Kind kind : List.of(Kind.LINEAR, Kind.NETWORK)) {
            DynamicsOptions weightless =
                    OPTIONS.withPrior(PriorOptions.defaults().withKind(kind).withStrength(0));
            List<LinearGaussianModel> found = models(weightless, PENDULUMS);
            for (int c = 0; c < 4; c++) {
                assertThat(found.get(c).transition()).isEqualTo(none.get(c).transition());
                assertThat(found.get(c).noise()).isEqualTo(none.get(c).noise());
            }
        }
    }

    @Test
    void networksPredictAPendulumFromThreeRolloutsOfEachCluster() {
        List<List<Rollout>> unseen = pendulums(40, 9);
        double none = predictionError(models(kind(Kind.NONE), PENDULUMS), unseen);
        double network = predictionError(models(kind(Kind.NETWORK), PENDULUMS), unseen);
        assertThat(network).isLessThan(0.5 * none);
    }

    /** Root of the mean square of x′ − F[x; u] − f. */
    private static double predictionError(List<LinearGaussianModel> models, List<List<Rollout>> rollouts) {
        double sum = 0;
        int count = 0;
        for (int c = 0; c < models.size(); c++) {
            double[] rows = Rollouts.transitions(rollouts.get(c));
            for (int r = 0; r < rows.length / 5; r++) {
                int t = r % Pendulums.HORIZON;
                for (int o = 0; o < 2; o++) {
                    double error = models.get(c).offset().get(t, o) - rows[r * 5 + 3 + o];
                    for (int i = 0; i < 3; i++) {
                        error += models.get(c).transition().get(t, o, i) * rows[r * 5 + i];
                    }
                    sum += error * error;
                    count++;
                }
            }
        }
        return Math.sqrt(sum / count);
    }

    @Test
    void theEnsemblesJacobianIsTheFiniteDifferenceOfItsMean() {
        DynamicsEnsemble ensemble = ((NetworkPrior) pooled(kind(Kind.NETWORK), PENDULUMS)).ensemble();
        double[] input = {0.7, -1.1, 0.4};
        double[] jacobian = new double[6];
        ensemble.jacobian(input, jacobian);
        double h = 1e-5;
        for (int i = 0; i < 3; i++) {
            double[] high = new double[2];
            double[] low = new double[2];
            double[] shifted = input.clone();
            shifted[i] += h;
            ensemble.next(shifted, high);
            shifted[i] -= 2 * h;
            ensemble.next(shifted, low);
            for (int o = 0; o < 2; o++) {
                // h² times a third derivative of order one
                assertThat(jacobian[o * 3 + i]).isCloseTo((high[o] - low[o]) / (2 * h), within(1e-8));
            }
        }
    }

    /** With a strong prior, F is the Jacobian at the mean input and D what the networks leave unexplained. */
    @Test
    void aStrongNetworkPriorIsTheLinearisedEnsemble() {
        DynamicsOptions strong = OPTIONS.withRegularization(0)
                .withPrior(PriorOptions.defaults().withKind(Kind.NETWORK).withStrength(1e7));
        List<List<Rollout>> rollouts = pendulums(3, 1);
        NetworkPrior prior = (NetworkPrior) pooled(strong, rollouts);
        LinearGaussianModel model = models(strong, rollouts).get(1);
        double[] rows = Rollouts.transitions(rollouts.get(1));
        double[] input = new double[3];
        for (int r = 0; r < 3; r++) {
            for (int i = 0; i < 3; i++) {
                input[i] += rows[(r * Pendulums.HORIZON + 6) * 5 + i] / 3;
            }
        }
        double[] jacobian = new double[6];
        prior.ensemble().jacobian(input, jacobian);
        assertThat(model.transition().step(6)).containsExactly(jacobian, within(1e-5));
        // n₀ = s(P − 2 − D)/P
        double weight = (240.0 - 2 - 5) / 240;
        for (int i = 0; i < 4; i++) {
            assertThat(model.noise().step(6)[i]).isCloseTo(prior.residual()[i] / weight, within(1e-5));
        }
    }

    /** A network that has seen a rollout is not judged by it: on a plant of noise alone its error is at least the noise. */
    @Test
    void theResidualIsThatOfRolloutsHeldOut() {
        LinearSystem system = LinearSystem.stationary(4, 2, 1, 10);
        List<List<Rollout>> rollouts = List.of(system.rollouts(1, 10, 0.5, 0));
        DynamicsOptions options = kind(Kind.NETWORK)
                .withEnsemble(EnsembleOptions.defaults().withMembers(3).withSteps(3000));
        double[] residual = ((NetworkPrior) pooled(options, rollouts)).residual();
        assertThat((residual[0] + residual[3]) / 2).isBetween(1.1 * 0.25, 10 * 0.25);
    }

    /** Also when it is among others, or in another cluster; and every rollout is held out once. */
    @Test
    void aRolloutStaysInItsFold() {
        DynamicsOptions options =
                OPTIONS.withPrior(PriorOptions.defaults().withKind(Kind.NETWORK).withMaxRollouts(11));
        List<Rollout> first = Pendulums.rollouts(0, 8, 1);
        List<Rollout> second = Pendulums.rollouts(0, 8, 2);
        List<Rollout> other = Pendulums.rollouts(1, 8, 3);
        MixturePrior memory = new DynamicsFitter(options).remember(first, MixturePrior.empty());
        List<MixturePrior> memories = List.of(MixturePrior.empty(), memory);
        PooledTransitions before = PooledTransitions.of(options, List.of(first, other), nothing(2));
        PooledTransitions after = PooledTransitions.of(options, List.of(other, second), memories);
        assertThat(after.count()).isEqualTo((8 + 11) * Pendulums.HORIZON);
        int held = 0;
        for (int k = 0; k < 4; k++) {
            int own = k;
            List<Double> angles = starts(after.rows(4, fold -> fold == own));
            held += angles.size();
            for (double angle : starts(before.rows(4, fold -> fold == own))) {
                boolean forgotten =
                        first.subList(0, 5).stream().anyMatch(r -> r.states().get(0, 0) == angle);
                assertThat(angles.contains(angle)).isNotEqualTo(forgotten);
            }
            assertThat(angles).isNotEmpty();
        }
        assertThat(held).isEqualTo(19);
    }

    private static List<Double> starts(double[] rows) {
        return IntStream.range(0, rows.length / 5 / Pendulums.HORIZON)
                .mapToObj(r -> rows[r * 5 * Pendulums.HORIZON])
                .toList();
    }

    @Test
    void ofTwoRolloutsEitherIsHeldOut() {
        for (long seed = 0; seed < 20; seed++) {
            PooledTransitions data = PooledTransitions.of(OPTIONS, List.of(Pendulums.rollouts(0, 2, seed)), nothing(1));
            for (int k = 0; k < 3; k++) {
                int own = k;
                assertThat(data.rows(3, fold -> fold != own)).isNotEmpty();
            }
        }
    }

    @Test
    void theInputCovarianceIsThatWithinATimeStep() {
        PooledTransitions data = PooledTransitions.of(kind(Kind.NETWORK), PENDULUMS, nothing(4));
        double expected = 0;
        for (List<Rollout> own : PENDULUMS) {
            for (int t = 0; t < Pendulums.HORIZON; t++) {
                int step = t;
                double meanAngle = own.stream()
                        .mapToDouble(r -> r.states().get(step, 0))
                        .average()
                        .orElseThrow();
                double meanControl = own.stream()
                        .mapToDouble(r -> r.controls().get(step, 0))
                        .average()
                        .orElseThrow();
                for (Rollout r : own) {
                    expected +=
                            (r.states().get(t, 0) - meanAngle) * (r.controls().get(t, 0) - meanControl) / data.count();
                }
            }
        }
        double[] covariance = data.stepCovariance();
        assertThat(covariance[2]).isCloseTo(expected, within(1e-14)).isNotZero();
        assertThat(covariance[6]).isEqualTo(covariance[2]);
    }

    @Test
    void trainingGoesOnFromTheNetworksBefore() {
        DynamicsOptions options = kind(Kind.NETWORK);
        PooledTransitions data = PooledTransitions.of(options, PENDULUMS, nothing(4));
        NetworkPrior once = (NetworkPrior) prior(options, data, Optional.empty());
        NetworkPrior twice = (NetworkPrior) prior(options, data, Optional.of(once.ensemble()));
        assertThat(twice.ensemble().members().get(0).optimizer().steps()).isEqualTo(800);
        assertThat(twice.residual()[3]).isLessThan(once.residual()[3]);
    }

    @Test
    void theSameArgumentsGiveTheSameBits() {
        DynamicsOptions options = kind(Kind.NETWORK);
        PooledTransitions data = PooledTransitions.of(options, PENDULUMS, nothing(4));
        PooledPriorFitter fitter = new PooledPriorFitter(options);
        List<TrainedPolicy> together = IntStream.range(0, 3)
                .parallel()
                .mapToObj(k -> fitter.member(k, Optional.empty(), data, k))
                .toList();
        List<TrainedPolicy> alone = IntStream.range(0, 3)
                .mapToObj(k -> fitter.member(k, Optional.empty(), data, k))
                .toList();
        assertThat(DynamicsEnsemble.of(together)).isEqualTo(DynamicsEnsemble.of(alone));
        assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    }

    @Test
    void everyOptionOfTheNetworksChangesThem() {
        EnsembleOptions e = OPTIONS.ensemble();
        TransitionPrior usual = pooled(kind(Kind.NETWORK), PENDULUMS);
        for (EnsembleOptions other : List.of(
                e.withMembers(2),
                e.withHidden(16),
                e.withActivation(Activation.RELU),
                e.withSteps(300),
                e.withBatchSize(50),
                e.withLearningRate(5e-3),
                e.withWeightDecay(0.1))) {
            NetworkPrior found = (NetworkPrior) pooled(kind(Kind.NETWORK).withEnsemble(other), PENDULUMS);
            assertThat(found.residual()).as(other.toString()).isNotEqualTo(((NetworkPrior) usual).residual());
        }
    }

    /** Few rollouts, entries that never vary, scales of 1e-6 and 1e6: Σ₀ and D are positive semidefinite. */
    @Property(tries = 8, seed = "20261121")
    void covariancesArePositiveSemidefiniteWhateverTheData(@ForAll long seed) {
        LinearSystem system = new LinearSystem(seed, 4, 2, 6);
        EnsembleOptions quick =
                EnsembleOptions.defaults().withSteps(30).withHidden(8).withMembers(2);
        for (double scale : new double[] {1, 1e-6, 1e6}) {
            List<Rollout> rollouts = new ArrayList<>();
            for (Rollout rollout : system.rollouts(seed, 3, 0.01, 1)) {
                double[] x = Arrays.stream(rollout.states().toArray())
                        .map(v -> 10 + scale * v)
                        .toArray();
                rollouts.add(system.rollout(x, rollout.controls().toArray()));
            }
            for (Kind kind : List.of(Kind.LINEAR, Kind.NETWORK)) {
                DynamicsOptions options = kind(kind).withEnsemble(quick);
                double[] mean = new double[10];
                double[] covariance = new double[100];
                double[] input = Arrays.copyOf(Rollouts.transitions(rollouts), 6);
                pooled(options, List.of(rollouts)).near(input, mean, covariance);
                Semidefinite.require(covariance, 10, 1e-12);
                LinearGaussianModel model = models(options, List.of(rollouts)).get(0);
                assertThat(model.transition().firstNonFinite()).isEqualTo(-1);
                for (int t = 0; t < 6; t++) {
                    Semidefinite.require(model.noise().step(t), 4, 1e-12);
                }
            }
        }
    }

    @Test
    void mistakesOfTheCallerAreNamed() {
        DynamicsFitter linear = new DynamicsFitter(kind(Kind.LINEAR));
        List<Rollout> own = PENDULUMS.get(0);
        assertThatThrownBy(() -> linear.fit(own, MixturePrior.empty(), random()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pooled prior: prior.kind LINEAR expects one, found none");
        Optional<TransitionPrior> prior = Optional.of(pooled(kind(Kind.LINEAR), PENDULUMS));
        assertThatThrownBy(() -> new DynamicsFitter(OPTIONS).fit(own, MixturePrior.empty(), prior, random()))
                .hasMessage("pooled prior: prior.kind MIXTURE expects none, found one");
        List<Rollout> larger = new LinearSystem(1, 3, 2, 5).rollouts(1, 3, 0, 0);
        assertThatThrownBy(() -> linear.fit(larger, MixturePrior.empty(), prior, random()))
                .hasMessage("pooled prior: expected one over 8 numbers, found 5");
        assertThatThrownBy(() -> pooled(OPTIONS, PENDULUMS)).hasMessageContaining("MIXTURE is of each cluster alone");
        assertThatThrownBy(() -> PooledTransitions.of(OPTIONS, PENDULUMS, nothing(3)))
                .hasMessageContaining("as many clusters, found 4 and 3");
        assertThatThrownBy(() -> DynamicsEnsemble.of(List.of())).hasMessageContaining("at least one member");
        EnsembleOptions e = EnsembleOptions.defaults();
        assertThatThrownBy(() -> e.withMembers(1)).hasMessage("dynamics.ensemble.members: expected ≥ 2, found 1");
        assertThatThrownBy(() -> e.withHidden(8, 0)).hasMessageContaining("dynamics.ensemble.hidden[1]");
        assertThatThrownBy(() -> e.withActivation(null)).hasMessageContaining("dynamics.ensemble.activation");
        assertThatThrownBy(() -> e.withSteps(0)).hasMessageContaining("dynamics.ensemble.steps");
        assertThatThrownBy(() -> e.withBatchSize(0)).hasMessageContaining("dynamics.ensemble.batchSize");
        assertThatThrownBy(() -> e.withLearningRate(0)).hasMessageContaining("dynamics.ensemble.learningRate");
        assertThatThrownBy(() -> e.withWeightDecay(-1)).hasMessageContaining("dynamics.ensemble.weightDecay");
    }
}
