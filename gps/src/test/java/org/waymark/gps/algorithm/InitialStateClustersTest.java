package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;

class InitialStateClustersTest {
    @Test
    void wellSeparatedGroupsAreFound() {
        RandomGenerator random = new RandomStreams(1).stream("test", 0, 0, 0);
        List<InitialState> starts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            starts.add(InitialState.of(10 * (i % 3) + random.nextDouble(), random.nextDouble()));
        }
        List<Cluster> clusters = InitialStateClusters.kMeans(starts, 3, 5);
        assertThat(clusters).hasSize(3);
        for (int c = 0; c < 3; c++) {
            int group = c;
            assertThat(clusters.get(c).starts())
                    .hasSize(20)
                    .allMatch(start -> (int) (start.coordinates()[0] / 10) == group);
        }
        assertThat(InitialStateClusters.kMeans(starts, 3, 5)).isEqualTo(clusters);
    }

    @Test
    void parametersCountAsMuchAsCoordinates() {
        List<InitialState> starts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            starts.add(new InitialState(new double[] {0}, new double[] {i < 5 ? -1 : 1}));
        }
        assertThat(InitialStateClusters.kMeans(starts, 2, 1))
                .allMatch(cluster -> cluster.starts().size() == 5);
    }

    @Test
    void moreClustersThanStartsAreRefused() {
        assertThatThrownBy(() -> InitialStateClusters.kMeans(List.of(InitialState.of(0)), 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clusters: expected 1…1 (the number of starts), found 2");
    }
}
