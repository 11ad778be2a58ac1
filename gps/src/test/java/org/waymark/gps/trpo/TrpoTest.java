package org.waymark.gps.trpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.Activation;
import org.waymark.distillation.DiagonalGaussian;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.derivative.WorkerThreads;

/** On x' = x + 0.3 u with cost ½x² + ½·0.1·u² over ten steps from x ~ N(0, 1): a linear-quadratic problem. */
class TrpoTest {
    private static final int HORIZON = 10;
    private static final int ROLLOUTS = 60;
    private static final double GAIN = 0.3;
    private static final double WEIGHT = 0.1;

    private static final TrpoOptions OPTIONS = TrpoOptions.defaults()
            .withKlStep(0.05)
            .withFisherFraction(1)
            .withValue(ValueOptions.defaults().withHidden(12).withSteps(60));

    private static NetworkPolicy linear() {
        LayerLayout layout = new LayerLayout(1, 1);
        return new NetworkPolicy(
                layout.sizes(),
                Activation.TANH,
                new double[2],
                Whitening.identity(1),
                Whitening.identity(1),
                new double[] {1});
    }

    private static NetworkPolicy network(long seed) {
        LayerLayout layout = new LayerLayout(1, 8, 8, 1);
        RandomGenerator random = new RandomStreams(seed).stream("network", 0, 0, 0);
        return new NetworkPolicy(
                layout.sizes(),
                Activation.TANH,
                layout.randomParameters(Activation.TANH, 0.5, random),
                Whitening.identity(1),
                Whitening.identity(1),
                new double[] {0.5});
    }

    private static Experience experience(NetworkPolicy policy, int iteration) {
        List<Rollout> rollouts = new ArrayList<>();
        double[][] costs = new double[ROLLOUTS][HORIZON + 1];
        double deviation = Math.sqrt(policy.covariance()[0]);
        double[] u = new double[1];
        for (int n = 0; n < ROLLOUTS; n++) {
            RandomGenerator random = new RandomStreams(7).stream("rollout", iteration, 0, n);
            double[] x = new double[HORIZON + 1];
            double[] controls = new double[HORIZON];
            double[] noise = new double[HORIZON];
            x[0] = random.nextGaussian();
            for (int t = 0; t < HORIZON; t++) {
                policy.mean(new double[] {x[t]}, u);
                noise[t] = random.nextGaussian();
                controls[t] = u[0] + deviation * noise[t];
                costs[n][t] = 0.5 * x[t] * x[t] + 0.5 * WEIGHT * controls[t] * controls[t];
                x[t + 1] = x[t] + GAIN * controls[t];
            }
            costs[n][HORIZON] = 0.5 * x[HORIZON] * x[HORIZON];
            TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(HORIZON + 1, 1, x);
            rollouts.add(new Rollout(
                    states,
                    TimeVaryingMatrix.ofVectors(HORIZON, 1, controls),
                    states,
                    TimeVaryingMatrix.ofVectors(HORIZON, 1, noise),
                    0));
        }
        return new Experience(rollouts, costs);
    }

    /** E Σ cost of u = kx without noise, from E x_0² = 1. */
    private static double cost(double k) {
        double square = 1;
        double sum = 0;
        for (int t = 0; t < HORIZON; t++) {
            sum += 0.5 * square * (1 + WEIGHT * k * k);
            square *= (1 + GAIN * k) * (1 + GAIN * k);
        }
        return sum + 0.5 * square;
    }

    private static double slope(NetworkPolicy policy) {
        double[] low = new double[1];
        double[] high = new double[1];
        policy.mean(new double[] {-0.5}, low);
        policy.mean(new double[] {0.5}, high);
        return high[0] - low[0];
    }

    @Test
    void approachesTheOptimumOfALinearQuadraticProblem() {
        double best = Double.POSITIVE_INFINITY;
        for (double k = -4; k < 0; k += 0.001) {
            best = Math.min(best, cost(k));
        }
        ValueFunction values = new ValueFunction(OPTIONS.value(), 1);
        NetworkPolicy policy = linear();
        TrainedPolicy value = values.initial(1);
        try (Trpo trpo = new Trpo(OPTIONS, values, new double[] {0.1}, 1)) {
            for (int i = 0; i < 40; i++) {
                TrpoUpdate update = trpo.update(policy, value, experience(policy, i), List.of(), 0, i);
                assertThat(update.kl()).isLessThanOrEqualTo(OPTIONS.klStep());
                policy = update.policy();
                value = update.value();
            }
        }
        // the optimum of constant gains, to two per cent of what the policy began with (5.5)
        assertThat(cost(slope(policy))).isCloseTo(best, within(0.02 * cost(0)));
        assertThat(policy.covariance()[0]).isLessThan(0.5);
    }

    @Test
    void theObjectivesGradientIsThatOfDifferences() {
        NetworkPolicy policy = network(1);
        Experience experience = experience(policy, 0);
        double[] advantages = new double[experience.size()];
        Arrays.setAll(advantages, n -> Math.sin(n));
        List<KlAnchor> anchors = List.of(
                new KlAnchor(network(2), 0.7, KlAnchor.Kind.TO_ANCHOR, experience.observations()),
                new KlAnchor(network(3).withCovariance(new double[] {2}), 0.3, KlAnchor.Kind.SYMMETRIC, new double[][] {
                    {1}, {-2}, {0.3}
                }));
        DiagonalGaussian gaussian = new DiagonalGaussian(policy, new WorkerThreads(1), 1);
        double[] old = gaussian.parameters(policy);
        PolicyObjective objective = new PolicyObjective(gaussian, old, 1, experience, advantages, anchors, 0.4);
        double[] psi = old.clone();
        for (int i = 0; i < psi.length; i++) {
            psi[i] += 0.03 * Math.cos(i);
        }
        double[] gradient = objective.gradient(psi);
        double step = 1e-6;
        for (int i = 0; i < psi.length; i++) {
            double[] up = psi.clone();
            double[] down = psi.clone();
            up[i] += step;
            down[i] -= step;
            double difference = (objective.value(up) - objective.value(down)) / (2 * step);
            assertThat(gradient[i]).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
        }
    }

    @Test
    void divergencesOfAPolicyFromItselfAreZero() {
        NetworkPolicy policy = network(1);
        Experience experience = experience(policy, 0);
        DiagonalGaussian gaussian = new DiagonalGaussian(policy, new WorkerThreads(1), 1);
        double[] old = gaussian.parameters(policy);
        for (KlAnchor.Kind kind : KlAnchor.Kind.values()) {
            PolicyObjective objective = new PolicyObjective(
                    gaussian,
                    old,
                    1,
                    experience,
                    new double[experience.size()],
                    List.of(new KlAnchor(policy, 1, kind, experience.observations())),
                    0);
            assertThat(objective.anchorDivergence(old)).isCloseTo(0, within(1e-12));
            assertThat(objective.divergence(old)).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void aHeavierAnchorIsNearer() {
        NetworkPolicy policy = network(1);
        NetworkPolicy anchor = network(2);
        Experience experience = experience(policy, 0);
        ValueFunction values = new ValueFunction(OPTIONS.value(), 1);
        double[] divergences = new double[3];
        double[] weights = {0, 1, 100};
        for (int i = 0; i < 3; i++) {
            KlAnchor pull = new KlAnchor(anchor, weights[i], KlAnchor.Kind.TO_ANCHOR, experience.observations());
            try (Trpo trpo = new Trpo(OPTIONS, values, new double[] {0.1}, 1)) {
                divergences[i] = trpo.update(policy, values.initial(1), experience, List.of(pull), 0, 1)
                        .anchorKl();
            }
        }
        assertThat(divergences[1]).isLessThan(divergences[0]);
        assertThat(divergences[2]).isLessThan(divergences[1]);
    }

    @Test
    void entropyIsBoughtByItsWeight() {
        NetworkPolicy policy = network(1);
        Experience experience = experience(policy, 0);
        ValueFunction values = new ValueFunction(OPTIONS.value(), 1);
        double[] variances = new double[2];
        for (int i = 0; i < 2; i++) {
            try (Trpo trpo = new Trpo(OPTIONS, values, new double[] {0.1}, 1)) {
                variances[i] = trpo.update(policy, values.initial(1), experience, List.of(), 10.0 * i, 1)
                        .policy()
                        .covariance()[0];
            }
        }
        assertThat(variances[1]).isGreaterThan(variances[0]).isGreaterThan(policy.covariance()[0]);
    }

    @Test
    void deviationsHaveAFloor() {
        NetworkPolicy policy = linear();
        ValueFunction values = new ValueFunction(OPTIONS.value(), 1);
        TrainedPolicy value = values.initial(1);
        try (Trpo trpo = new Trpo(OPTIONS, values, new double[] {0.95}, 1)) {
            for (int i = 0; i < 10; i++) {
                TrpoUpdate update = trpo.update(policy, value, experience(policy, i), List.of(), 0, i);
                policy = update.policy();
                value = update.value();
            }
        }
        assertThat(policy.covariance()[0]).isGreaterThanOrEqualTo(0.95 * 0.95 - 1e-12);
    }

    @Test
    void bitsAreTheSameForAnyNumberOfThreads() {
        List<TrpoUpdate> updates = new ArrayList<>();
        ValueFunction values = new ValueFunction(OPTIONS.value(), 1);
        for (int threads : new int[] {1, 2, 4}) {
            try (Trpo trpo = new Trpo(OPTIONS, values, new double[] {0.1}, threads)) {
                updates.add(trpo.update(network(1), values.initial(1), experience(network(1), 0), List.of(), 0, 1));
            }
        }
        assertThat(updates.get(1).policy()).isEqualTo(updates.get(0).policy());
        assertThat(updates.get(2).policy()).isEqualTo(updates.get(0).policy());
        assertThat(updates.get(2).value().policy())
                .isEqualTo(updates.get(0).value().policy());
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatThrownBy(() -> OPTIONS.withKlStep(0)).hasMessageContaining("klStep: expected > 0, found 0.0");
        assertThatThrownBy(() -> OPTIONS.withDiscount(1.1)).hasMessageContaining("discount");
        assertThatThrownBy(() -> OPTIONS.withLambda(-0.1)).hasMessageContaining("lambda");
        assertThatThrownBy(() -> OPTIONS.withDamping(-1)).hasMessageContaining("damping");
        assertThatThrownBy(() -> OPTIONS.withConjugateGradientSteps(0)).hasMessageContaining("conjugateGradientSteps");
        assertThatThrownBy(() -> OPTIONS.withFisherFraction(0)).hasMessageContaining("fisherFraction");
        assertThatThrownBy(() -> OPTIONS.withLineSearchSteps(-1)).hasMessageContaining("lineSearchSteps");
        assertThatThrownBy(() -> OPTIONS.value().withHidden(0)).hasMessageContaining("hidden[0]");
        assertThatThrownBy(() -> OPTIONS.value().withBatchSize(0)).hasMessageContaining("batchSize");
    }
}
