package org.waymark.gps.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.waymark.lqr.RandomStreams;

class AssignmentTest {
    private static double[][] costs(long seed, int items, int clusters) {
        RandomGenerator random = new RandomStreams(seed).stream("costs", 0, 0, 0);
        double[][] costs = new double[items][clusters];
        for (double[] row : costs) {
            for (int c = 0; c < clusters; c++) {
                // the later a cluster, the dearer: many have too few at first
                row[c] = random.nextDouble() * (1 + c);
            }
        }
        return costs;
    }

    private static int cheapest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] < row[best] ? c : best;
        }
        return best;
    }

    @Property(tries = 300, seed = "1")
    void everyClusterGetsEnoughAndNobodyMovesWithoutNeed(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int clusters,
            @ForAll @IntRange(min = 0, max = 4) int minimum,
            @ForAll @IntRange(min = 0, max = 20) int spare) {
        double[][] costs = costs(seed, Math.max(1, clusters * minimum + spare), clusters);
        int[] natural = Arrays.stream(costs).mapToInt(AssignmentTest::cheapest).toArray();
        int[] counts = Assignment.counts(natural, clusters);
        int[] chosen = Assignment.nearest(costs, minimum);
        assertThat(Arrays.stream(Assignment.counts(chosen, clusters))).allMatch(count -> count >= minimum);
        int moved = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] != natural[i]) {
                moved++;
                // from one that had more than enough, to one that had too few
                assertThat(counts[natural[i]]).isGreaterThan(minimum);
                assertThat(counts[chosen[i]]).isLessThan(minimum);
            }
        }
        int missing =
                Arrays.stream(counts).map(count -> Math.max(0, minimum - count)).sum();
        assertThat(moved).isEqualTo(missing);
    }

    @Example
    void theNearestMoves() {
        double[][] costs = {{0, 9}, {1, 2}, {0, 5}, {0, 7}};
        assertThat(Assignment.nearest(costs, 1)).containsExactly(0, 1, 0, 0);
        assertThat(Assignment.nearest(costs, 2)).containsExactly(0, 1, 1, 0);
        assertThat(Assignment.nearest(costs, 0)).containsExactly(0, 0, 0, 0);
    }

    @Example
    void tooManyClustersAreRefused() {
        assertThatThrownBy(() -> Assignment.nearest(costs(1, 10, 8), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clusters: expected at most 5 (10 rollouts, at least 2 each), found 8");
    }
}
