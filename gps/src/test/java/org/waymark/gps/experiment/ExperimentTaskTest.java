package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.algorithm.Iteration;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.Simulator;
import org.waymark.sim.mujoco.MujocoUnavailableException;
import org.waymark.sim.plant.Pendulum;

/** What experiment files say of sensors, starts, plants and success comes about. */
class ExperimentTaskTest {
    private static final String TINY =
            """
            task:
              name: point-mass
              horizon: 8
              starts: {type: listed, states: [{coordinates: [0, 0, 0, 0]}, {coordinates: [0, 1, 0, 0]}]}
              success: {type: threshold, entry: position x, above: 0.5}
            cost:
              - {type: control, weights: [0.01, 0.01]}
              - {type: state, indices: [0, 1, 2, 3], target: [1, 1, 0, 0], weights: [1, 1, 0.1, 0.1]}
            initialController: {type: lqr-guess}
            algorithm: {name: mirror-descent, iterations: 2, rolloutsPerCluster: 3}
            policy: {hidden: [8], steps: 20}
            evaluation: {episodes: 7}
            seed: 1
            """;

    private static Experiment experiment(String... overrides) {
        return YamlBinder.bind(Experiment.class, TINY, "tiny.yaml", List.of(overrides));
    }

    private static Task task(String... overrides) {
        return ExperimentTask.build(experiment(overrides)).task();
    }

    @Test
    void thePolicySeesWhatIsAskedFor() {
        try (Simulator simulator = task("task.observation={entries: [velocity x, 0..1], delay: 1, history: 2}")
                .simulators()
                .get()) {
            assertThat(simulator.spec().observationSize()).isEqualTo(6);
            assertThat(simulator.spec().stateSize()).isEqualTo(4);
            double[] x = new double[4];
            double[] o = new double[6];
            simulator.reset(InitialState.of(1, 2, 3, 4), x);
            simulator.step(new double[2], x);
            simulator.observe(x, o);
            assertThat(o).containsExactly(3, 1, 2, 3, 1, 2);
        }
    }

    @Test
    void anObservationThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> task("task.observation.entries=[velocity x, positon y]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "task.observation: entries[1]: there is no 'positon y', did you mean position y or position x");
        assertThatThrownBy(() -> experiment("task.observation={delay: -1}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("task.observation.delay: expected 0…10000 control steps, found -1");
    }

    @Test
    void thePlantIsDrawnAnewInEachRollout() {
        Task task = task("task.randomize={mass: [0.5, 0.5], delay: [1, 1]}");
        try (Simulator simulator = task.simulators().get()) {
            double[] x = new double[4];
            simulator.reset(InitialState.of(0, 0, 0, 0), x);
            simulator.step(new double[] {1, 0}, x);
            assertThat(x[2]).isZero();
            simulator.step(new double[] {1, 0}, x);
            assertThat(x[2]).isCloseTo(0.05 / 0.5, within(1e-15));
        }
        assertThatThrownBy(() -> task("task.randomize={weight: [1, 2]}"))
                .hasMessage(
                        "task.randomize: the plant has no 'weight' to vary, did you mean delay? It has mass, damping, "
                                + "delay, gain");
        assertThatThrownBy(() -> experiment("task.randomize={mass: [1]}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("randomize: mass: expected the two ends of a range, found [1.0]");
        assertThatThrownBy(() -> experiment("task.randomize={mass: [2, 1]}"))
                .hasMessageContaining("expected two finite numbers in ascending order, found 2.0 and 1.0");
    }

    @Test
    void aRandomPlantIsJudgedByManyEpisodesAFixedOneByEachStartOnce() {
        assertThat(task().evaluationStarts()).hasSize(2);
        assertThat(experiment().task().isRandom()).isFalse();
        for (String random : List.of("task.randomize={mass: [1, 2]}", "task.observation={noise: [0.1]}")) {
            assertThat(experiment(random).task().isRandom()).isTrue();
            List<InitialState> starts = task(random).evaluationStarts();
            assertThat(starts).hasSize(7);
            assertThat(starts.get(5)).isEqualTo(starts.get(1)).isNotEqualTo(starts.get(0));
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        Experiment experiment = experiment(
                "task.observation={noise: [0.05], delay: 1, history: 2}",
                "task.randomize={mass: [0.8, 1.2], delay: [0, 2]}");
        try (ExperimentTask built = ExperimentTask.build(experiment)) {
            State one = last(experiment, built.task(), 1);
            for (int threads : new int[] {2, 4}) {
                State other = last(experiment, built.task(), threads);
                for (int c = 0; c < 2; c++) {
                    assertThat(other.clusters().get(c).controller().gain())
                            .isEqualTo(one.clusters().get(c).controller().gain());
                }
                assertThat(other.policy().map(p -> p.policy()))
                        .isEqualTo(one.policy().map(p -> p.policy()));
            }
        }
    }

    private static State last(Experiment experiment, Task task, int threads) {
        try (GuidedPolicySearch<State, ?, ?, Iteration> loop =
                GuidedPolicySearch.linear(task, experiment.gpsOptions(), 3, threads)) {
            State state = loop.initialState();
            for (int k = 0; k < 2; k++) {
                state = loop.iterate(state).state();
            }
            return state;
        }
    }

    @Test
    void startsAreDrawnFromWhatIsStated() {
        String box = "task.starts={type: uniform, nominal: [1, 0, 0, 0], halfWidth: [0.5, 0, 0, 0], clusters: 2, "
                + "validationStarts: 4}";
        assertThat(task(box).evaluationStarts()).hasSize(7).allSatisfy(start -> assertThat(start.coordinates()[0])
                .isBetween(0.5, 1.5));
        String bell = "task.starts={type: gaussian, nominal: [1, 0, 0, 0], deviation: [0, 2, 0, 0], clusters: 2, "
                + "validationStarts: 4}";
        assertThat(task(bell).evaluationStarts())
                .doesNotHaveDuplicates()
                .allSatisfy(start -> assertThat(start.coordinates()[0]).isEqualTo(1));
    }

    @Test
    void aMixtureOfBoxesIsDrawnFromAccordingToItsWeights() {
        StartOptions.Drawn mixture = (StartOptions.Drawn) experiment(
                        "task.starts={type: mixture, components: [{nominal: [1, 2]}, {nominal: [5, 2], halfWidth: [1, 0], "
                                + "weight: 3}], clusters: 2}")
                .task()
                .starts();
        RandomGenerator random = new RandomStreams(1).stream("test", 0, 0, 0);
        int first = 0;
        for (int k = 0; k < 1000; k++) {
            double x = mixture.distribution(new Pendulum()).draw(random).coordinates()[0];
            first += x == 1 ? 1 : 0;
            assertThat(x == 1 || x >= 4 && x <= 6).isTrue();
        }
        // four standard deviations
        assertThat(first).isBetween(250 - 55, 250 + 55);
        assertThat(mixture.clustering()).isEqualTo(ClusteringOptions.defaults());
    }

    @Test
    void validationAndEvaluationStartsAreDrawnOnceAndApart() {
        String box = "task.starts={type: uniform, nominal: [1, 0, 0, 0], halfWidth: [0.5, 0, 0, 0], clusters: 2}";
        Starts.Drawn drawn = (Starts.Drawn) task(box).starts();
        assertThat(drawn.validation())
                .hasSize(50)
                .doesNotContainAnyElementsOf(task(box).evaluationStarts());
        assertThat(((Starts.Drawn) task(box).starts()).validation()).isEqualTo(drawn.validation());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clusters: 0                                | task.starts.clusters: expected ≥ 1, found 0",
                "clusters: 2, validationStarts: 0           | task.starts.validationStarts: expected ≥ 1, found 0",
                "clusters: 2, clustering: {minRollouts: 1}  | task.starts.clustering.minRollouts: expected ≥ 2 (a regression needs two rollouts), found 1",
                "clusters: 2, clustering: {features: stat}  | task.starts.clustering.features: expected one of state, observation, parameters, found 'stat'; did you mean state?",
                "clusters: 2, clustering: {by: kmeans}      | task.starts.clustering.by: expected one of k-means, em, found 'kmeans'; did you mean k-means?",
                "clusters: 2, startsPerCluster: 5           | task.starts.startsPerCluster: unknown key",
            })
    void badOptionsOfDrawnStartsAreNamed(String options, String message) {
        assertThatThrownBy(() -> experiment(
                        "task.starts={type: uniform, nominal: [1, 0, 0, 0], halfWidth: [1, 0, 0, 0], " + options + "}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void featuresThatDoNotTellStartsApartAreRefused() {
        String box = "task.starts={type: uniform, nominal: [1, 0, 0, 0], halfWidth: [0.5, 0, 0, 0], clusters: 2, ";
        assertThatThrownBy(() -> task(box + "clustering: {features: parameters}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task.starts.clustering.features: expected state or observation, for these starts have no"
                        + " parameters, found parameters");
        assertThatThrownBy(() ->
                        task(box + "clustering: {features: observation}}", "task.observation.entries=[velocity x]"))
                .hasMessage("task.starts.clustering.features: expected features that tell starts apart, found"
                        + " observation, which is the same at all of 20 starts; choose others, or clusters: 1");
        assertThat(task(box.replace("clusters: 2", "clusters: 1") + "clustering: {features: parameters}}")
                        .starts())
                .isInstanceOf(Starts.Drawn.class);
    }

    @Test
    void parametersAreDrawnFromTheirRectangle() {
        StartOptions.Uniform box = (StartOptions.Uniform) experiment(
                        "task.starts={type: uniform, nominal: [1, 2], halfWidth: [0, 0], parameterHalfWidth: [0.03, 0.01, 0], "
                                + "clusters: 2, validationStarts: 4}")
                .task()
                .starts();
        RandomGenerator random = new RandomStreams(1).stream("test", 0, 0, 0);
        for (int k = 0; k < 50; k++) {
            InitialState start = box.distribution(new Pendulum()).draw(random);
            assertThat(start.coordinates()).containsExactly(1, 2);
            assertThat(start.parameters()[0]).isBetween(-0.03, 0.03);
            assertThat(start.parameters()[1]).isBetween(-0.01, 0.01);
            assertThat(start.parameters()[2]).isZero();
        }
    }

    @Test
    void aDistributionThatYieldsTheSameStateAlwaysIsRefused() {
        assertThatThrownBy(
                        () -> experiment("task.starts={type: uniform, nominal: [1, 0, 0, 0], halfWidth: [0, 0, 0, 0], "
                                + "parameterHalfWidth: [0], clusters: 2, validationStarts: 4}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "task.starts.halfWidth: expected a number > 0 somewhere, found a distribution that "
                                + "yields the same state always; to begin there, list it (type: listed)");
        assertThatThrownBy(() -> experiment("task.starts={type: gaussian, nominal: [1], deviation: [0], clusters: 2, "
                        + "validationStarts: 4}"))
                .hasMessageStartingWith("task.starts.deviation: expected a number > 0 somewhere");
        assertThatThrownBy(
                        () -> experiment("task.starts={type: uniform, nominal: [1], halfWidth: [1], parameters: [1], "
                                + "parameterHalfWidth: [1, 2], clusters: 2, validationStarts: 4}"))
                .hasMessageStartingWith("task.starts.parameterHalfWidth: expected 1 numbers, found 2");
    }

    @Test
    void aThresholdJudgesTheLastState() {
        assertThat(success(task(), 0.51)).isTrue();
        assertThat(success(task(), 0.49)).isFalse();
        Task between = task("task.success={type: threshold, entry: 0, above: -1, below: 0.2}");
        assertThat(success(between, 0.1)).isTrue();
        assertThat(success(between, 0.3)).isFalse();
        assertThat(success(between, -1.1)).isFalse();
        assertThatThrownBy(() -> task("task.success={type: threshold, entry: positon x, above: 1}"))
                .hasMessageStartingWith(
                        "task.success: entry: the state has no 'positon x', did you mean position x? It has");
        assertThatThrownBy(() -> experiment("task.success={type: threshold, entry: position x}"))
                .hasMessageStartingWith("task.success.entry: expected above or below beside it, found neither");
    }

    @Test
    void fullTurnsOfAnAngleDoNotCount() {
        String entries = "task.success={type: state, indices: [0, 1], target: [3, 0], tolerance: 0.5";
        Task plain = task(entries + "}");
        Task turning = task(entries + ", angles: [0]}");
        for (int turns = -2; turns <= 2; turns++) {
            assertThat(success(plain, 3.4 + 2 * Math.PI * turns)).isEqualTo(turns == 0);
            assertThat(success(turning, 3.4 + 2 * Math.PI * turns)).isTrue();
            assertThat(success(turning, 3.6 + 2 * Math.PI * turns)).isFalse();
        }
        assertThat(success(turning, 3 + Math.PI)).isFalse();
        assertThatThrownBy(() -> experiment(entries + ", angles: [2]}"))
                .hasMessageStartingWith("task.success.angles: expected some of indices [0, 1], found 2");
    }

    private static boolean success(Task task, double last) {
        double[] states = new double[9 * 4];
        states[8 * 4] = last;
        Predicate<Rollout> judge = task.success();
        return judge.test(new Rollout(
                TimeVaryingMatrix.ofVectors(9, 4, states),
                TimeVaryingMatrix.ofVectors(8, 2, new double[16]),
                TimeVaryingMatrix.ofVectors(9, 4, states),
                TimeVaryingMatrix.zeros(8, 2, 1),
                0));
    }

    /** p = (x₀², x₀x₁, x₁, sin x₁, x₀, 1). */
    private static final class Curves implements PointMap {
        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public int size() {
            return 6;
        }

        @Override
        public void evaluate(double[] x, double[] p, double[] j) {
            double[] values = {x[0] * x[0], x[0] * x[1], x[1], Math.sin(x[1]), x[0], 1};
            System.arraycopy(values, 0, p, 0, 6);
            double[] slopes = {2 * x[0], 0, x[1], x[0], 0, 1, 0, Math.cos(x[1]), 1, 0, 0, 0};
            System.arraycopy(slopes, 0, j, 0, 12);
        }
    }

    @Test
    void theWayBetweenTwoPointsIsTheirDifferenceAndSoIsItsSlope() {
        double[] x = {0.7, -1.3};
        double[] p = new double[6];
        double[] way = new double[3];
        double[] jacobian = new double[6];
        new Curves().evaluate(x, p, new double[12]);
        PointMap map = new RelativePoint(new Curves(), 1, 0);
        Arrays.fill(jacobian, 9);
        map.evaluate(x, way, jacobian);
        for (int axis = 0; axis < 3; axis++) {
            assertThat(way[axis]).isEqualTo(p[3 + axis] - p[axis]);
        }
        for (int i = 0; i < 2; i++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[i] += 1e-6;
            below[i] -= 1e-6;
            double[] a = new double[3];
            double[] b = new double[3];
            map.evaluate(above, a, new double[6]);
            map.evaluate(below, b, new double[6]);
            for (int axis = 0; axis < 3; axis++) {
                // truncation and rounding of a central difference
                assertThat(jacobian[2 * axis + i]).isCloseTo((a[axis] - b[axis]) / 2e-6, within(1e-8));
            }
        }
    }

    @Test
    void waysNeedSites() {
        assertThatThrownBy(() -> task("task.success={type: distance, from: tip, to: goal, tolerance: 0.1}"))
                .hasMessage("task.success: from: expected one of task.sites [], found 'tip'");
    }

    @Test
    void theBlindPegIsBlind() {
        Experiment experiment = YamlBinder.bind(
                Experiment.class,
                BuiltInExperiment.named("blind-peg").orElseThrow().text(),
                "blind-peg",
                List.of());
        try (ExperimentTask built = ExperimentTask.build(experiment)) {
            assertThat(built.plant().spec().observationSize()).isEqualTo(14);
            assertThat(built.plant().observationNames())
                    .allMatch(name -> name.endsWith("[rad]") || name.endsWith("[rad/s]"));
            try (Simulator simulator = built.task().simulators().get()) {
                double[] x = new double[26];
                double[] here = new double[14];
                double[] there = new double[14];
                RandomSimulator.reset(simulator, built.task().evaluationStarts().get(0), () -> 1, x);
                simulator.observe(x, here);
                RandomSimulator.reset(simulator, built.task().evaluationStarts().get(2), () -> 1, x);
                simulator.observe(x, there);
                assertThat(there).isEqualTo(here);
            }
        } catch (MujocoUnavailableException e) {
            assumeTrue(Boolean.getBoolean("waymark.mujoco.required"), e.getMessage());
            throw e;
        }
    }
}
