package org.waymark.gps.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.trpo.Divergence;

/** On a point mass that is to come to the origin from anywhere in a square. */
class NetworkTeachersTest {
    private static final int HORIZON = 20;
    private static final int CONTEXTS = 3;
    private static final int ROLLOUTS = 6;
    private static final String TASK =
            """
            task:
              name: point-mass
              horizon: 20
              starts: {type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 3}
              success: {type: state, indices: [0, 1], target: [0, 0], tolerance: 0.3}
            cost:
              - {type: control, weights: [0.01, 0.01]}
              - {type: state, indices: [0, 1, 2, 3], target: [0, 0, 0, 0], weights: [1, 1, 0.1, 0.1]}
            initialController: {type: lqr-guess}
            algorithm:
              name: divide-and-conquer
              teacher: network
              rolloutsPerCluster: 6
              network:
                resetEvery: 2
                trpo: {value: {hidden: [8], steps: 10, batchSize: 60}}
            policy: {hidden: [8], activation: tanh, steps: 40}
            seed: 1
            """;

    private static Experiment experiment(String... overrides) {
        return YamlBinder.bind(Experiment.class, TASK, "test.yaml", List.of(overrides));
    }

    private static List<NetworkIteration> run(int iterations, int threads, String... overrides) {
        Experiment experiment = experiment(overrides);
        List<NetworkIteration> done = new ArrayList<>();
        try (ExperimentTask task = ExperimentTask.build(experiment);
                GuidedPolicySearch<NetworkState, ?, ?, NetworkIteration> loop = new GuidedPolicySearch<>(
                        new NetworkTeachers(task.task(), experiment.gpsOptions(), 1, threads), phase -> {})) {
            NetworkState state = loop.initialState();
            for (int i = 0; i < iterations; i++) {
                done.add(loop.iterate(state));
                state = done.get(i).state();
            }
        }
        return done;
    }

    private static NetworkIteration last(List<NetworkIteration> run) {
        return run.get(run.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trpo", "uncoupled", "constrained", "distral", "divide-and-conquer"})
    void sameSeedSameBitsForAnyNumberOfThreads(String name) {
        String[] overrides = {"algorithm.name=" + name, "algorithm.network.policyStep=true"};
        NetworkState one = last(run(3, 1, overrides)).state();
        assertThat(last(run(3, 2, overrides)).state()).isEqualTo(one);
        assertThat(last(run(3, 4, overrides)).state()).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trpo", "uncoupled", "constrained", "distral", "divide-and-conquer"})
    void everyVariantLearns(String name) {
        List<NetworkIteration> run = run(
                25,
                2,
                "algorithm.name=" + name,
                "algorithm.network.trpo.klStep=0.1",
                "algorithm.rolloutsPerCluster=15");
        assertThat(last(run).policy().cost())
                .isLessThan(0.9 * run.get(0).policy().cost());
    }

    @Test
    void oneTeacherHasAllStartsIfItIsAlone() {
        NetworkIteration only = run(1, 1, "algorithm.name=trpo").get(0);
        assertThat(only.state().teachers()).hasSize(1);
        assertThat(only.evidence().get(0).rollouts()).hasSize(CONTEXTS * ROLLOUTS);
        assertThat(only.state().policy()).isEmpty();
    }

    @Test
    void everyStepIsCountedThoseOfTheGlobalPolicyToo() {
        long each = (long) CONTEXTS * ROLLOUTS * HORIZON;
        assertThat(last(run(3, 1, "algorithm.name=trpo")).state().environmentSteps())
                .isEqualTo(3 * each);
        assertThat(last(run(3, 1)).state().environmentSteps()).isEqualTo(3 * each);
        // the policy takes its first step when there is one, in the second iteration
        assertThat(last(run(3, 1, "algorithm.network.policyStep=true")).state().environmentSteps())
                .isEqualTo(3 * each + 2L * ROLLOUTS * HORIZON);
    }

    @Test
    void teachersBecomeTheGlobalPolicyNowAndThenButKeepTheirNoise() {
        List<NetworkIteration> run = run(3, 1);
        for (int i = 0; i < 3; i++) {
            NetworkState state = run.get(i).state();
            NetworkPolicy policy = state.policy().orElseThrow().policy();
            boolean reset = i == 1;
            for (int k = 0; k < CONTEXTS; k++) {
                NetworkPolicy teacher = state.teachers().get(k).policy();
                assertThat(Arrays.equals(teacher.parameters(), policy.parameters()))
                        .isEqualTo(reset);
                if (reset) {
                    assertThat(teacher.covariance())
                            .isEqualTo(run.get(i).updates().get(k).policy().covariance());
                }
            }
        }
    }

    /** Mean divergence between teachers, where all of them were. */
    private static double spread(NetworkIteration done) {
        double sum = 0;
        for (int i = 0; i < CONTEXTS; i++) {
            for (int j = 0; j < CONTEXTS; j++) {
                sum += Arrays.stream(Divergence.between(
                                done.state().teachers().get(i).policy(),
                                done.state().teachers().get(j).policy(),
                                done.evidence().get(j).experience().observations()))
                        .average()
                        .orElseThrow();
            }
        }
        return sum;
    }

    @Test
    void thePenaltyKeepsTeachersTogether() {
        String[] common = {"algorithm.network.resetEvery=100", "algorithm.network.trpo.klStep=0.1"};
        double free = spread(last(run(8, 1, with(common, "algorithm.network.penalty=0"))));
        double tied = spread(last(run(8, 1, with(common, "algorithm.network.penalty=3"))));
        assertThat(tied).isLessThan(0.7 * free);
    }

    private static String[] with(String[] common, String more) {
        String[] all = Arrays.copyOf(common, common.length + 1);
        all[common.length] = more;
        return all;
    }

    /** Mean divergence of the teachers from the global policy at their own states. */
    private static double distance(NetworkIteration done) {
        double sum = 0;
        for (int i = 0; i < CONTEXTS; i++) {
            sum += Arrays.stream(Divergence.between(
                            done.updates().get(i).policy(),
                            done.state().policy().orElseThrow().policy(),
                            done.evidence().get(i).experience().observations()))
                    .average()
                    .orElseThrow();
        }
        return sum;
    }

    @Test
    void aLargerMultiplierBringsTeachersNearerToThePolicy() {
        String[] common = {
            "algorithm.name=constrained",
            "algorithm.constrained.dualRate=0",
            "algorithm.constrained.maxMultiplier=1e6",
            "algorithm.network.trpo.klStep=0.1",
            "policy.steps=15"
        };
        double free = distance(last(run(8, 1, with(common, "algorithm.constrained.initialMultiplier=0.0001"))));
        double tied = distance(last(run(8, 1, with(common, "algorithm.constrained.initialMultiplier=1000"))));
        assertThat(tied).isLessThan(0.7 * free);
    }

    @Test
    void theMultiplierRisesWhereTheDivergenceIsTooLargeAndFallsWhereItIsSmall() {
        for (double target : new double[] {1e-6, 1e3}) {
            List<NetworkIteration> run =
                    run(3, 1, "algorithm.name=constrained", "algorithm.constrained.klTarget=" + target);
            double before = run.get(1).state().teachers().get(0).weight();
            double after = run.get(2).state().teachers().get(0).weight();
            assertThat(after > before).isEqualTo(target < 1);
        }
    }

    @Test
    void theCentroidCoversWhatTheTeachersDo() {
        NetworkIteration done = last(run(4, 1, "algorithm.name=distral"));
        double[] variance = new double[2];
        for (TeacherState teacher : done.state().teachers()) {
            double[] covariance = teacher.policy().covariance();
            variance[0] += covariance[0] / CONTEXTS;
            variance[1] += covariance[3] / CONTEXTS;
        }
        double[] found = done.state().policy().orElseThrow().policy().covariance();
        // the mean variance, and the square of what the means differ by; contexts are not of one size
        assertThat(found[0]).isGreaterThan(0.95 * variance[0]);
        assertThat(found[3]).isGreaterThan(0.95 * variance[1]);
    }

    @Test
    void theFirstPolicyDoesNothingButExplore() {
        NetworkPolicy first = run(1, 1).get(0).state().teachers().get(0).before();
        double[] control = new double[2];
        first.mean(new double[] {1, -1, 2, 0.5}, control);
        assertThat(control).containsExactly(new double[] {0, 0}, within(0.0));
        assertThat(first.covariance()[0]).isPositive();
        NetworkPolicy wider = run(1, 1, "algorithm.network.initialDeviation=3")
                .get(0)
                .state()
                .teachers()
                .get(0)
                .before();
        assertThat(wider.covariance()[0]).isCloseTo(9 * first.covariance()[0], within(1e-12));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> run(1, 1, "algorithm.name=badmm"))
                .hasMessageContaining("algorithm.name: expected constrained");
        assertThatThrownBy(() -> run(1, 1, "policy.activation=elu"))
                .hasMessageContaining("policy.activation: expected tanh");
        assertThatThrownBy(() -> run(1, 1, "algorithm.rolloutsBy=policy")).hasMessageContaining("algorithm.rolloutsBy");
        assertThatThrownBy(() -> run(1, 1, "task.starts.clustering.by=em"))
                .hasMessageContaining("task.starts.clustering");
        assertThatThrownBy(() -> run(1, 1, "task.starts.clustering.minRollouts=7"))
                .hasMessageContaining(
                        "task.starts.clustering.minRollouts: expected ≤ algorithm.rolloutsPerCluster = 6");
        assertThatThrownBy(() -> run(1, 1, "task.starts={type: listed, states: [{coordinates: [0, 0, 0, 0]}]}"))
                .hasMessageContaining("task.starts.type: expected drawn starts");
        assertThatThrownBy(() -> run(1, 1, "algorithm.network.trpo.klStep=0"))
                .hasMessageContaining("algorithm.network.trpo.klStep");
        assertThatThrownBy(() -> run(1, 1, "algorithm.network.initialDeviation=0.1", "algorithm.minDeviation=0.2"))
                .hasMessageContaining("algorithm.minDeviation: expected a floor below the first policy's deviation");
        assertThatThrownBy(() -> run(1, 1, "algorithm.network.initialDeviation=0"))
                .hasMessageContaining("algorithm.network.initialDeviation: expected > 0");
        assertThatThrownBy(() -> run(1, 1, "algorithm.network.resetEvery=0"))
                .hasMessageContaining("algorithm.network.resetEvery");
    }

    @Test
    void listedStartsAreContextsOneByOne() {
        String starts =
                "task.starts={type: listed, states: [{coordinates: [1, 0, 0, 0]}, {coordinates: [0, 1, 0, 0]}]}";
        NetworkIteration done = run(1, 1, "algorithm.name=uncoupled", starts).get(0);
        assertThat(done.evidence()).hasSize(2);
        assertThat(done.state().clustering()).isEqualTo(Optional.empty());
    }
}
