package org.waymark.dynamics.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.Activation;
import org.waymark.distillation.BatchNetwork;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.ParticleModel.Propagation;

class ParticleModelTest {
    private static final int P = 40_000;
    private static final int STEPS = 4;
    private static final double[] FACTORS = {0.8, 1.1};

    /** Linear networks: member k predicts x′ = a_k x + 0.1 u with a variance that is the same everywhere. */
    private static NetworkDynamics linear() {
        ModelSpace space = new ModelSpace(
                1, 1, false, new boolean[1], new boolean[] {true}, Whitening.identity(2), Whitening.identity(1));
        BatchNetwork network = NetworkDynamics.network(space, new int[0], Activation.TANH, true, 1);
        double[][] members = new double[2][];
        for (int k = 0; k < 2; k++) {
            double[] p = new double[network.parameterCount() + 2];
            p[network.weightsAt(0)] = FACTORS[k] - 1;
            p[network.weightsAt(0) + network.room(1)] = 0.1;
            p[network.biasesAt(0) + 1] = -3;
            p[network.parameterCount()] = LogVariance.MAXIMUM;
            p[network.parameterCount() + 1] = LogVariance.MINIMUM;
            members[k] = p;
        }
        return new NetworkDynamics(space, new int[0], Activation.TANH, true, List.of(members), new int[] {0, 1}, 1);
    }

    private static double variance() {
        double[] v = new double[1];
        linear().prediction(1).predict(0, new double[1], new double[1], 1, new double[1], v);
        return v[0];
    }

    /** First and second moment of the particles after some steps from x = 1 without control. */
    private static double[] moments(Propagation propagation) {
        ParticleModel model = new ParticleModel(linear(), propagation, P, 1, 3);
        double[] x = model.repeated(new double[] {1});
        double[] next = new double[P];
        for (int t = 0; t < STEPS; t++) {
            model.next(x, new double[1], 1, t, next);
            double[] swap = x;
            x = next;
            next = swap;
        }
        return new double[] {
            Arrays.stream(x).average().orElseThrow(),
            Arrays.stream(x).map(v -> v * v).average().orElseThrow()
        };
    }

    @Test
    void varianceIsThatOfTheSoftBounds() {
        // e^ℓ = e^−10 + 1/(e^−0.5 + e^3)
        assertThat(variance()).isCloseTo(Math.exp(-10) + 1 / (Math.exp(-0.5) + Math.exp(3)), within(1e-15));
    }

    /** E x′ = ā E x and E x′² = mean(a²) E x² + v. */
    @Test
    void momentsWithARandomMemberInEachStep() {
        double mean = 1;
        double second = 1;
        for (int t = 0; t < STEPS; t++) {
            mean *= 0.95;
            second = second * (0.64 + 1.21) / 2 + variance();
        }
        double[] found = moments(Propagation.RANDOM_MEMBER);
        // four standard errors of 40,000 particles
        assertThat(found[0]).isCloseTo(mean, within(4 * Math.sqrt(second - mean * mean) / 200));
        assertThat(found[1]).isCloseTo(second, within(4 * 2 * second / 200));
    }

    /** Each half of the particles follows its own member. */
    @Test
    void momentsWithAFixedMember() {
        double mean = 0;
        double second = 0;
        for (double a : FACTORS) {
            double m = 1;
            double s = 1;
            for (int t = 0; t < STEPS; t++) {
                m *= a;
                s = s * a * a + variance();
            }
            mean += m / 2;
            second += s / 2;
        }
        double[] found = moments(Propagation.FIXED_MEMBER);
        assertThat(found[0]).isCloseTo(mean, within(4 * Math.sqrt(second) / 200));
        assertThat(found[1]).isCloseTo(second, within(4 * 2 * second / 200));
        // the two ways differ by much more than that
        assertThat(Math.abs(found[1] - moments(Propagation.RANDOM_MEMBER)[1])).isGreaterThan(0.1);
    }

    @Test
    void everyCandidateMeetsTheSameLuck() {
        ParticleModel model = new ParticleModel(linear(), Propagation.RANDOM_MEMBER, 5, 3, 3);
        double[] states = new double[15];
        Arrays.fill(states, 0.7);
        double[] next = new double[15];
        model.next(states, new double[] {0.2, 0.2, 0.2}, 3, 6, next);
        double[] alone = new double[5];
        new ParticleModel(linear(), Propagation.RANDOM_MEMBER, 5, 1, 3)
                .next(Arrays.copyOf(states, 5), new double[] {0.2}, 1, 6, alone);
        for (int i = 0; i < 15; i++) {
            assertThat(next[i]).isEqualTo(alone[i % 5]);
        }
        assertThat(alone[0]).isNotEqualTo(alone[1]);
        double[] later = new double[15];
        model.next(states, new double[] {0.2, 0.2, 0.2}, 3, 7, later);
        assertThat(later).isNotEqualTo(next);
        assertThat(model.stateSize()).isEqualTo(5);
    }

    @Test
    void elitesAloneAreUsed() {
        LearnedDynamics both = linear();
        NetworkDynamics one = new NetworkDynamics(
                ((NetworkDynamics) both).space,
                new int[0],
                Activation.TANH,
                true,
                ((NetworkDynamics) both).parameters,
                new int[] {1},
                1);
        int[] members = new int[50];
        new ModelSampler(one, 50).drawElites(50, Systems.random(1), members);
        assertThat(members).containsOnly(1);
        new ModelSampler(both, 50).drawElites(50, Systems.random(1), members);
        assertThat(members).contains(0, 1);
    }

    @Test
    void samplerDrawsFromEachRowsMember() {
        int count = 60_000;
        ModelSampler sampler = new ModelSampler(linear(), count);
        int[] members = new int[count];
        double[] states = new double[count];
        for (int i = 0; i < count; i++) {
            members[i] = i % 3 == 0 ? 0 : 1;
            states[i] = 2;
        }
        double[] next = new double[count];
        sampler.sample(members, states, new double[count], count, Systems.random(2), next, new double[0]);
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < count; i++) {
            int k = members[i];
            sum[k] += next[i] / (k == 0 ? count / 3 : 2 * count / 3);
            double e = next[i] - 2 * FACTORS[k];
            squares[k] += e * e / (k == 0 ? count / 3 : 2 * count / 3);
        }
        for (int k = 0; k < 2; k++) {
            assertThat(sum[k]).isCloseTo(2 * FACTORS[k], within(4 * Math.sqrt(variance() / 20_000)));
            assertThat(squares[k] / variance()).isCloseTo(1, within(4 * Math.sqrt(2.0 / 20_000)));
        }
    }

    @Test
    void predictedCostsAreSampled() {
        LearnedDynamics model = new ModelLearner(Systems.small().withCost(true).withEpochs(60))
                .fit(Systems.pendulum(500, 0.01, 4), Optional.empty(), 1, 1)
                .model();
        RandomGenerator random = Systems.random(1);
        double[] costs = new double[3];
        new ModelSampler(model, 3)
                .sample(
                        new int[] {0, 1, 2},
                        new double[] {0, 0, 3, 0, 0, 0},
                        new double[3],
                        3,
                        random,
                        new double[6],
                        costs);
        assertThat(costs[0]).isCloseTo(1, within(0.5));
        assertThat(costs[1]).isCloseTo(-1, within(0.5));
        assertThatThrownBy(() -> new ModelSampler(linear(), 1)
                        .sample(new int[1], new double[1], new double[1], 1, random, new double[1], new double[1]))
                .hasMessageContaining("the model predicts none");
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() -> new ParticleModel(linear(), Propagation.RANDOM_MEMBER, 0, 1, 1))
                .hasMessageContaining("expected ≥ 1, found 0 and 1");
        assertThatThrownBy(() -> new ParticleModel(linear(), Propagation.RANDOM_MEMBER, 1, 2, 1)
                        .next(new double[3], new double[3], 3, 0, new double[3]))
                .hasMessageContaining("at most 2, found 3");
    }
}
