package org.waymark.gps.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;

class ClusteringTest {
    private static final double EVER = Double.POSITIVE_INFINITY;

    /** Points of deviation 1 around 0, 10, 20, … in turn, in an entry of that size and one a thousandth of it; a third never varies. */
    private static List<double[]> points(long seed, int count, int groups) {
        RandomGenerator random = new RandomStreams(seed).stream("points", 0, 0, 0);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(new double[] {10 * (i % groups) + random.nextGaussian(), 1e-3 * random.nextGaussian(), 7});
        }
        return points;
    }

    @Test
    void wellSeparatedGroupsAreFoundInTheirOrder() {
        List<double[]> points =
                points(1, 60, 3).stream().map(p -> new double[] {p[0], p[2]}).toList();
        Clustering found = Clustering.kMeans(points, 3, 5);
        int[] groups = Assignment.nearest(found.squaredDistances(points), 0);
        for (int i = 0; i < groups.length; i++) {
            assertThat(groups[i]).isEqualTo(i % 3);
        }
        assertThat(found.centres()).allMatch(centre -> centre.weight() == 20);
        assertThat(Clustering.kMeans(points, 3, 5)).isEqualTo(found);
    }

    @Test
    void unitsDoNotMatterAndConstantsDoNotCount() {
        List<double[]> points = points(2, 80, 2);
        List<double[]> others = points.stream()
                .map(p -> new double[] {p[0] / 1024, p[1] * 65536, p[2] * 3})
                .toList();
        Clustering one = Clustering.kMeans(points, 4, 1);
        Clustering other = Clustering.kMeans(others, 4, 1);
        assertThat(one.centres()).isEqualTo(other.centres());
        assertThat(one.spread()[2]).isZero();
        assertThat(Assignment.nearest(one.squaredDistances(points), 0))
                .isEqualTo(Assignment.nearest(other.squaredDistances(others), 0));
    }

    /** The centres are the means of their groups, and k-means has converged: the same starts once more leave all where it is. */
    @Property(tries = 50, seed = "1")
    void labelsAreStableWhenTheSameStartsAreClusteredAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int clusters) {
        List<double[]> points = points(seed, 90, 3);
        Clustering before = Clustering.kMeans(points, clusters, seed);
        int[] groups = Assignment.nearest(before.squaredDistances(points), 0);
        Clustering after = before.moved(points, groups, EVER);
        assertThat(Assignment.nearest(after.squaredDistances(points), 0)).isEqualTo(groups);
        for (int c = 0; c < clusters; c++) {
            assertThat(after.centres().get(c).features())
                    .containsExactly(before.centres().get(c).features(), within(1e-9));
            assertThat(after.centres().get(c).weight())
                    .isEqualTo(2 * before.centres().get(c).weight());
        }
    }

    @Test
    void aCentreIsTheMeanOfAllThatItWasGiven() {
        Clustering clustering = Clustering.kMeans(points(4, 50, 1), 1, 1);
        List<double[]> all = new ArrayList<>(clustering.scaled(points(4, 50, 1)));
        for (int k = 0; k < 3; k++) {
            List<double[]> more = points(5 + k, 10, 1);
            clustering = clustering.moved(more, new int[10], EVER);
            all.addAll(clustering.scaled(more));
        }
        double mean = all.stream().mapToDouble(p -> p[0]).average().orElseThrow();
        assertThat(clustering.centres().get(0).features()[0]).isCloseTo(mean, within(1e-12));
        assertThat(clustering.centres().get(0).weight()).isEqualTo(80);
    }

    @Test
    void aClusterThatNobodyIsNearGoesWhereItIsNeeded() {
        // one of the centres lies where no start ever comes
        List<double[]> sample = new ArrayList<>(points(1, 40, 2));
        for (int i = 0; i < 20; i++) {
            sample.add(new double[] {-100 + 0.1 * i, 0, 7});
        }
        Clustering clustering = Clustering.kMeans(sample, 3, 1);
        assertThat(clustering.centres().get(0).weight()).isEqualTo(20);
        for (int k = 0; k < 10; k++) {
            List<double[]> starts = points(10 + k, 20, 2);
            clustering = clustering.moved(starts, Assignment.nearest(clustering.squaredDistances(starts), 2), EVER);
        }
        List<double[]> starts = points(99, 200, 2);
        int[] counts = Assignment.counts(Assignment.nearest(clustering.squaredDistances(starts), 0), 3);
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 10);
    }

    @Test
    void moreClustersThanDifferentStartsAreRefused() {
        List<double[]> points = Arrays.asList(new double[] {1}, new double[] {2}, new double[] {1}, new double[] {2});
        assertThatThrownBy(() -> Clustering.kMeans(points, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clusters: expected at most 2, for the features of 4 starts have only so many different"
                        + " values, found 3; choose other clustering.features");
    }
}
