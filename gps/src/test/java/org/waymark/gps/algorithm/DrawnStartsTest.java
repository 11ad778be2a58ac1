package org.waymark.gps.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.gps.clustering.ClusterChoice;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.gps.clustering.ClusteringOptions.Count;
import org.waymark.gps.clustering.ClusteringOptions.Features;
import org.waymark.gps.clustering.ClusteringOptions.Method;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.initial.LqrGuess;
import org.waymark.sim.FixedStart;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.UniformStarts;

class DrawnStartsTest {
    private static final int CLUSTERS = 3;
    private static final int ROLLOUTS = 4;
    private static final StartDistribution BOX =
            new UniformStarts(InitialState.of(0, 0), new double[] {2, 0.5}, new double[0]);

    private static Task task(int clusters, ClusteringOptions clustering) {
        Task listed = LinearTasks.from(1, -1);
        return new Task(
                listed.simulators(),
                listed.horizon(),
                listed.costs(),
                new Starts.Drawn(
                        BOX,
                        clusters,
                        clustering,
                        x0 -> LqrGuess.defaults().controller(x0, 1, LinearTasks.HORIZON, LinearPlant.DT),
                        listed.evaluationStarts()),
                listed.evaluationStarts(),
                listed.success());
    }

    private static GpsOptions options(Variant variant, int iterations) {
        GpsOptions options = LinearTasks.options(variant, iterations);
        return options.withAlgorithm(options.algorithm().withRolloutsPerCluster(ROLLOUTS));
    }

    private static List<Iteration> run(ClusteringOptions clustering, int iterations, int threads) {
        return LinearTasks.run(task(CLUSTERS, clustering), options(Variant.MIRROR_DESCENT, iterations), 3, threads);
    }

    private static List<Double> starts(Iteration iteration) {
        List<Double> starts = new ArrayList<>();
        for (Evidence evidence : iteration.evidence()) {
            for (Rollout rollout : evidence.rollouts()) {
                starts.add(rollout.states().get(0, 0));
            }
        }
        return starts;
    }

    @ParameterizedTest
    @EnumSource
    void everyIterationHasItsOwnStartsAndEveryClusterEnough(Method by) {
        ClusteringOptions clustering = ClusteringOptions.defaults().withBy(by).withMinRollouts(3);
        Set<Double> seen = new HashSet<>();
        List<Iteration> run = run(clustering, 4, 1);
        for (Iteration iteration : run) {
            assertThat(iteration.evidence())
                    .hasSize(CLUSTERS)
                    .allMatch(evidence -> evidence.rollouts().size() >= 3);
            List<Double> starts = starts(iteration);
            assertThat(starts).hasSize(CLUSTERS * ROLLOUTS);
            seen.addAll(starts);
        }
        assertThat(seen).hasSize(4 * CLUSTERS * ROLLOUTS);
        assertThat(run.get(3).state().environmentSteps())
                .isEqualTo((long) 4 * CLUSTERS * ROLLOUTS * LinearTasks.HORIZON);
    }

    @Test
    void startsGoToTheNearestCentreAndClustersKeepTheirPlaces() {
        List<Iteration> run = run(ClusteringOptions.defaults(), 4, 1);
        for (int c = 0; c < CLUSTERS; c++) {
            double[] first = run.get(0)
                    .state()
                    .clustering()
                    .orElseThrow()
                    .centres()
                    .get(c)
                    .features();
            double[] last = run.get(3)
                    .state()
                    .clustering()
                    .orElseThrow()
                    .centres()
                    .get(c)
                    .features();
            // a centre is the mean of about 70 of the sample before it is moved by 4 at a time
            assertThat(Math.hypot(last[0] - first[0], last[1] - first[1])).isLessThan(0.3);
        }
        for (Iteration iteration : run) {
            List<double[]> features = iteration.evidence().stream()
                    .flatMap(evidence -> evidence.rollouts().stream())
                    .map(rollout -> rollout.states().step(0))
                    .toList();
            double[][] distances = iteration.state().clustering().orElseThrow().squaredDistances(features);
            int at = 0;
            int elsewhere = 0;
            for (int c = 0; c < CLUSTERS; c++) {
                for (int i = 0; i < iteration.evidence().get(c).rollouts().size(); i++, at++) {
                    for (int other = 0; other < CLUSTERS; other++) {
                        elsewhere += distances[at][other] < 0.8 * distances[at][c] ? 1 : 0;
                    }
                }
            }
            // but for those that were moved to a cluster with too few
            assertThat(elsewhere).isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameBitsForAnyNumberOfThreads(Method by) {
        ClusteringOptions clustering = new ClusteringOptions(by, Features.OBSERVATION, Count.HELD_OUT, 2);
        State one = run(clustering, 3, 1).get(2).state();
        for (int threads : new int[] {2, 4}) {
            State other = run(clustering, 3, threads).get(2).state();
            assertThat(other.clustering()).isEqualTo(one.clustering());
            for (int c = 0; c < one.clusters().size(); c++) {
                assertThat(other.controllers().get(c).gain())
                        .isEqualTo(one.controllers().get(c).gain());
            }
            assertThat(other.policy().map(p -> p.policy()))
                    .isEqualTo(one.policy().map(p -> p.policy()));
        }
    }

    /** The plant is linear: one cluster says all there is to say. */
    @Test
    void theNumberOfClustersIsFoundFromRolloutsThatCount() {
        List<Iteration> run = run(ClusteringOptions.defaults().withCount(Count.HELD_OUT), 1, 1);
        ClusterChoice choice =
                run.get(0).state().clustering().orElseThrow().choice().orElseThrow();
        assertThat(choice.clusters()).isOne();
        assertThat(choice.candidates()).hasSize(CLUSTERS);
        assertThat(run.get(0).evidence()).hasSize(1);
        assertThat(run.get(0).state().environmentSteps())
                .isEqualTo((long) (CLUSTERS + 1) * ROLLOUTS * LinearTasks.HORIZON);
    }

    static Stream<Variant> withPolicy() {
        return Stream.of(Variant.MIRROR_DESCENT, Variant.CONSTRAINED, Variant.BADMM);
    }

    @ParameterizedTest
    @MethodSource("withPolicy")
    void aPolicyIsLearntFromStartsThatNeverComeBack(Variant variant) {
        Task task = task(CLUSTERS, ClusteringOptions.defaults());
        List<Iteration> run = LinearTasks.run(task, options(variant, 6), 1, 2);
        // from 1 and −1, as the optimum of GuidedPolicySearchTest is for listed starts
        double optimum = GuidedPolicySearchTest.optimum(LinearTasks.from(1, -1));
        assertThat(run.get(5).state().best().orElseThrow().cost()).isBetween(optimum * 0.999, optimum * 1.05);
    }

    @Test
    void rolloutsMayComeFromThePolicyOrBeGroupedByTrajectories() {
        GpsOptions off = options(Variant.MIRROR_DESCENT, 4);
        GpsOptions on = off.withAlgorithm(off.algorithm().withRolloutsBy(RolloutsBy.POLICY));
        Task task = task(CLUSTERS, ClusteringOptions.defaults().withBy(Method.EM));
        double optimum = GuidedPolicySearchTest.optimum(LinearTasks.from(1, -1));
        for (GpsOptions options : List.of(off, on)) {
            List<Iteration> run = LinearTasks.run(task, options, 1, 2);
            assertThat(run.get(3).state().best().orElseThrow().cost()).isBetween(optimum * 0.999, optimum * 1.1);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        ClusteringOptions greedy = ClusteringOptions.defaults().withMinRollouts(ROLLOUTS + 1);
        assertThatThrownBy(() -> run(greedy, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("clustering.minRollouts: expected ≤ algorithm.rolloutsPerCluster = 4, found 5");
        assertThatThrownBy(() -> ClusteringOptions.defaults().withMinRollouts(1))
                .hasMessage("minRollouts: expected ≥ 2 (a regression needs two rollouts), found 1");
        Starts.Drawn good = (Starts.Drawn) task(1, ClusteringOptions.defaults()).starts();
        assertThatThrownBy(() -> new Starts.Drawn(
                        new FixedStart(InitialState.of(1, 2)),
                        1,
                        good.clustering(),
                        good.initialController(),
                        good.validation()))
                .hasMessage(
                        "expected a distribution over different states, found one that yields the same state always:"
                                + " FixedStart[start=[1.0, 2.0]]");
        assertThatThrownBy(
                        () -> new Starts.Drawn(BOX, 0, good.clustering(), good.initialController(), good.validation()))
                .hasMessage("clusters: expected ≥ 1, found 0");
    }
}
