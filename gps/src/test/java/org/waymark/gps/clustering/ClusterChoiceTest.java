package org.waymark.gps.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

class ClusterChoiceTest {
    private static final int HORIZON = 10;

    /** x' = a x + b u + noise, with a gain b of its own in each mode; they begin around 4·mode. */
    private static List<Rollout> modes(long seed, int count, double... gains) {
        RandomGenerator random = new RandomStreams(seed).stream("modes", 0, 0, 0);
        List<Rollout> rollouts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int mode = random.nextInt(gains.length);
            double[] x = new double[HORIZON + 1];
            double[] u = new double[HORIZON];
            x[0] = 4 * mode + 0.5 * random.nextGaussian();
            for (int t = 0; t < HORIZON; t++) {
                u[t] = random.nextGaussian();
                x[t + 1] = 0.95 * x[t] + gains[mode] * u[t] + 0.05 * random.nextGaussian();
            }
            TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(HORIZON + 1, 1, x);
            rollouts.add(new Rollout(
                    states,
                    TimeVaryingMatrix.ofVectors(HORIZON, 1, u),
                    states,
                    TimeVaryingMatrix.zeros(HORIZON, 1, 1),
                    0));
        }
        return rollouts;
    }

    private static List<double[]> features(List<Rollout> rollouts) {
        return rollouts.stream()
                .map(rollout -> new double[] {rollout.states().get(0, 0)})
                .toList();
    }

    private static ClusterChoice choice(List<Rollout> rollouts, ClusteringOptions.Method by, int most) {
        return ClusterChoice.of(
                rollouts, features(rollouts), ClusteringOptions.defaults().withBy(by), most, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void threeModesMakeThreeClusters(long seed) {
        ClusterChoice found = choice(modes(seed, 80, 1, -1, 0.2), ClusteringOptions.Method.K_MEANS, 7);
        assertThat(found.clusters()).isEqualTo(3);
        assertThat(found.candidates()).hasSize(7);
        ClusterChoice.Candidate three = found.candidates().get(2);
        assertThat(three.shortfall()).isLessThanOrEqualTo(three.standardError());
        assertThat(found.candidates().get(1).shortfall())
                .isGreaterThan(found.candidates().get(1).standardError());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void oneModeMakesOneCluster(long seed) {
        for (ClusteringOptions.Method by : ClusteringOptions.Method.values()) {
            assertThat(choice(modes(seed, 60, 1), by, 4).clusters()).isOne();
        }
    }

    @Test
    void noMoreAreConsideredThanThereAreRolloutsFor() {
        // 8 of 10 rollouts for training, at least 2 each
        assertThat(choice(modes(1, 10, 1, -1), ClusteringOptions.Method.K_MEANS, 9)
                        .candidates())
                .hasSize(4);
        assertThatThrownBy(() -> choice(modes(1, 9, 1), ClusteringOptions.Method.K_MEANS, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "clusters: expected at least 10 rollouts to find their number by held-out likelihood, found 9;"
                                + " raise algorithm.rolloutsPerCluster or clusters, or say count: fixed");
    }

    @Test
    void trajectoriesSeparateWhatStartsCannot() {
        // modes in turn, all from the same place
        List<Rollout> rollouts = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            rollouts.add(modes(100 + k, 1, k % 2 == 0 ? 1 : -1).get(0));
        }
        int[] halves = new int[40];
        for (int k = 0; k < 40; k++) {
            halves[k] = rollouts.get(k).states().get(0, 0) < 0 ? 0 : 1;
        }
        int[] groups = TrajectoryGroups.regroup(rollouts, halves, 2, 2);
        for (int k = 0; k < 40; k++) {
            assertThat(groups[k]).isEqualTo(k % 2 == 0 ? groups[0] : 1 - groups[0]);
        }
    }
}
