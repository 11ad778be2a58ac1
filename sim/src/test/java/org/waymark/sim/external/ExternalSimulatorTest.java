package org.waymark.sim.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.initial.PdGuess;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.ExplorationNoise;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.SimulatorException;
import org.waymark.sim.SimulatorFailedException;

/** Against real Python processes, good and bad. */
@RequiresPython
@Timeout(60)
class ExternalSimulatorTest {
    private static final int HORIZON = 8;

    @TempDir
    private Path temp;

    @AfterEach
    void nothingRunsOn() {
        assertThat(Python.running()).isZero();
    }

    private static List<RolloutRequest> requests(int count) {
        LinearGaussianController pd = PdGuess.defaults().controller(new double[] {1, 0}, 1, HORIZON);
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(RolloutRequest.exploring(
                    InitialState.of(1 / 3.0, 0.1 * i),
                    ControlLaw.of(pd),
                    0,
                    i,
                    new ExplorationNoise(0, false),
                    HORIZON,
                    1,
                    new RandomStreams(5),
                    1));
        }
        return requests;
    }

    private static List<Rollout> rollouts(ExternalOptions options, int threads, int retries) {
        try (ExternalPlant plant = new ExternalPlant(options);
                RolloutSampler sampler = new RolloutSampler(plant::newSimulator, threads, retries)) {
            return sampler.run(HORIZON, requests(4));
        }
    }

    private ExternalOptions once(String how) {
        String marker = temp.resolve("marker").toString();
        return Python.served("Once", "--kwargs", "{\"marker\": \"" + marker + "\", \"how\": \"" + how + "\"}")
                .withTimeout(how.contains("hang") ? 0.5 : 10);
    }

    @Test
    void numbersArriveToTheBit() {
        for (Rollout rollout : rollouts(Python.served("Mass"), 1, 0)) {
            for (int t = 0; t < HORIZON; t++) {
                double u = rollout.controls().get(t, 0);
                double velocity = rollout.states().get(t, 1) + 0.1 * u / 1.0;
                assertThat(Math.abs(u)).isLessThanOrEqualTo(2);
                assertThat(rollout.states().get(t + 1, 1)).isEqualTo(velocity);
                assertThat(rollout.states().get(t + 1, 0))
                        .isEqualTo(rollout.states().get(t, 0) + 0.1 * velocity);
            }
            assertThat(rollout.states().get(0, 0)).isEqualTo(1 / 3.0);
            assertThat(rollout.observations()).isEqualTo(rollout.states());
        }
    }

    @Test
    void sameSeedSameBitsForAnyNumberOfThreads() {
        ExternalOptions random = Python.served("Mass", "--kwargs", "{\"spread\": 0.5}");
        List<Rollout> one = rollouts(random, 1, 0);
        assertThat(rollouts(random, 2, 0)).usingRecursiveComparison().isEqualTo(one);
        assertThat(one.get(0).states().get(0, 0)).isNotEqualTo(1 / 3.0);
    }

    @Test
    void saysWhatItSimulates() {
        ExternalOptions options = Python.served(
                "Mass", "--names", "place [m], speed [m/s]", "--positions", "1", "--physics-step", "0.05");
        try (ExternalPlant plant = new ExternalPlant(options)) {
            assertThat(plant.spec().stateSize()).isEqualTo(2);
            assertThat(plant.spec().timeStep()).isEqualTo(0.1);
            assertThat(plant.spec().controlLower()).containsExactly(-2);
            assertThat(plant.spec().controlUpper()).containsExactly(2);
            assertThat(plant.stateNames()).containsExactly("place [m]", "speed [m/s]");
            assertThat(plant.positionSize()).isEqualTo(1);
            assertThat(plant.physicsStep()).hasValue(0.05);
            assertThatThrownBy(plant::points).hasMessageContaining("no end-effector points");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash", "hang", "raise"})
    void aFailureCostsOneRollout(String how) {
        List<Rollout> calm = rollouts(Python.served("Mass"), 1, 0);
        List<Rollout> rollouts = rollouts(once(how), 1, 1);
        assertThat(Files.exists(temp.resolve("marker"))).isTrue();
        // the first rollout is begun again, from the same place with other noise; the others are as they would have
        // been
        assertThat(rollouts.get(0).controls()).isNotEqualTo(calm.get(0).controls());
        assertThat(rollouts.get(0).states().step(0))
                .isEqualTo(calm.get(0).states().step(0));
        assertThat(rollouts.subList(1, 4)).usingRecursiveComparison().isEqualTo(calm.subList(1, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "always crash, ended with exit code 7 while it was asked to 'step'",
        "always hang, no answer to 'step' within 0.5 s",
        "always raise, step failed: RuntimeError: the gripper is stuck"
    })
    void failuresWithoutEndAreTold(String how, String message) {
        assertThatThrownBy(() -> rollouts(once(how), 1, 1))
                .isInstanceOf(SimulatorException.class)
                .hasMessageContaining("failed 2 times")
                .hasMessageContaining("rollout 0, t = 2")
                .hasMessageContaining("python3 waymark_server.py robots:Once")
                .hasMessageContaining(message)
                .hasMessageContaining("something is wrong in here");
    }

    @ParameterizedTest
    @CsvSource({
        "words, found 'state one two'",
        "short, found 'state 1'",
        "long, found 'state 1 2 3'",
        "binary, expected 'state' and 2 numbers",
    })
    void garbageIsQuoted(String how, String message) {
        try (ExternalPlant plant = new ExternalPlant(Python.junk(how));
                ExternalSimulator simulator = plant.newSimulator()) {
            double[] x = new double[2];
            simulator.reset(InitialState.of(), x);
            assertThatThrownBy(() -> simulator.step(new double[1], x))
                    .isInstanceOf(SimulatorFailedException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining("print to stderr instead");
            assertThatThrownBy(() -> simulator.step(new double[1], x)).hasMessageContaining("expected a reset");
            simulator.reset(InitialState.of(), x);
            assertThat(x).containsExactly(1, 2);
        }
    }

    @Test
    void wordsThatNobodyAskedForAreGarbage() throws InterruptedException {
        try (ExternalPlant plant = new ExternalPlant(Python.junk("chatty"));
                ExternalSimulator simulator = plant.newSimulator()) {
            double[] x = new double[2];
            simulator.reset(InitialState.of(), x);
            simulator.step(new double[1], x);
            Thread.sleep(300);
            assertThatThrownBy(() -> simulator.step(new double[1], x)).hasMessageContaining("'and by the way'");
        }
    }

    @Test
    void observationsOfItsOwnAreAskedFor() {
        try (ExternalPlant plant = new ExternalPlant(Python.junk("good"));
                ExternalSimulator simulator = plant.newSimulator()) {
            assertThat(plant.spec().observationSize()).isEqualTo(1);
            assertThat(plant.stateNames()).containsExactly("state 0", "state 1");
            double[] x = new double[2];
            double[] o = new double[1];
            simulator.reset(InitialState.of(), x);
            simulator.step(new double[1], x);
            simulator.observe(x, o);
            assertThat(o).containsExactly(42.5);
            assertThat(x).containsExactly(3, 0.1);
        }
    }

    @Test
    void whatIsNotFiniteStopsAtTheBorder() {
        assertThatThrownBy(() -> rollouts(Python.junk("nan"), 1, 1))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("simulator state: NaN at cluster 0, rollout 0, t = 1, index 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stranger | found 'Welcome to RoboSoft 3000!'",
                "newer | speaks version 2 of the protocol, expected version 1",
                "timeless | expected a line 'timeStep …' before 'ready'",
                "sizes | stateSize: expected a whole number from 1 to 100000, found 'many'",
                "mute | no answer to 'hello waymark 1' within 1.0 s"
            })
    void greetingsThatMakeNoSense(String how, String message) {
        ExternalOptions options = Python.junk(how).withStartTimeout(how.equals("mute") ? 1 : 30);
        assertThatThrownBy(() -> new ExternalPlant(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("external simulator 'python3 junk.py " + how + "'")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Discrete | action_space: expected a box",
                "Timeless | give --time-step SECONDS",
                "Robbie | there is no 'Robbie' in robots",
                "Mass --kwargs {\"weight\":1} | unexpected keyword argument 'weight'"
            })
    void environmentsThatCannotBeServed(String words, String message) {
        String[] more = words.split(" ");
        ExternalOptions options =
                Python.served(more[0], List.of(more).subList(1, more.length).toArray(String[]::new));
        assertThatThrownBy(() -> new ExternalPlant(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ended with exit code 1 while it was asked to 'hello waymark 1'")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Old | 0 | expected (observation, reward, terminated, truncated, info), found 4 values",
                "Unplaceable | 0.5 | the environment takes no 'options', so it cannot begin at given coordinates"
            })
    void whatCanNeverWorkIsNotTriedAgain(String environment, double place, String message) {
        try (ExternalPlant plant = new ExternalPlant(Python.served(environment));
                ExternalSimulator simulator = plant.newSimulator()) {
            double[] x = new double[2];
            assertThatThrownBy(() -> {
                        simulator.reset(place == 0 ? InitialState.of() : InitialState.of(place, 0), x);
                        simulator.step(new double[1], x);
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void anEndIsPassedOverUnlessItShallCount() {
        assertThat(rollouts(Python.served("Ending"), 1, 0)).hasSize(4);
        assertThatThrownBy(() -> rollouts(Python.served("Ending", "--on-end", "fail"), 1, 0))
                .hasMessageContaining("the environment terminated");
    }

    @Test
    void programsThatAreNotThere() {
        ExternalOptions options = ExternalOptions.of("waymark-no-such-program");
        assertThatThrownBy(() -> new ExternalPlant(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be started")
                .hasMessageContaining("correct its name");
    }

    @Test
    void anInterruptionEndsTheProcess() {
        ExternalOptions options = once("always hang").withTimeout(600);
        try (ExternalPlant plant = new ExternalPlant(options);
                RolloutSampler sampler = new RolloutSampler(plant::newSimulator, 1, 3)) {
            Thread caller = Thread.currentThread();
            Thread impatient = new Thread(() -> {
                await(() -> Files.exists(temp.resolve("marker")));
                caller.interrupt();
            });
            impatient.start();
            assertThatThrownBy(() -> sampler.run(HORIZON, requests(2))).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Python.running()).isZero();
        }
    }

    @Test
    void closingEndsAProcessThatDoesNotWantTo() {
        ExternalPlant plant = new ExternalPlant(Python.junk("stubborn"));
        ExternalSimulator simulator = plant.newSimulator();
        simulator.reset(InitialState.of(), new double[2]);
        simulator.close();
        plant.close();
        assertThat(Python.running()).isZero();
        assertThatThrownBy(() -> simulator.reset(InitialState.of(), new double[2]))
                .hasMessageContaining("closed");
    }

    /** A server whose client is killed has nobody to close it. */
    @Test
    void aHangingServerLeavesWithItsParent() throws Exception {
        String marker = temp.resolve("marker").toString();
        ProcessBuilder builder = new ProcessBuilder(
                "python3",
                "waymark_server.py",
                "robots:Once",
                "--kwargs",
                "{\"marker\": \"" + marker + "\", \"how\": \"always hang\"}");
        Process server = builder.directory(Python.folder().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        server.getOutputStream()
                .write("hello waymark 1\nreset 1 coordinates 0 parameters 0\nstep 0\nstep 0\nstep 0\n"
                        .getBytes("UTF-8"));
        server.getOutputStream().flush();
        await(() -> Files.exists(temp.resolve("marker")));
        server.getOutputStream().close();
        assertThat(server.onExit()
                        .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                        .get()
                        .exitValue())
                .isEqualTo(1);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            try {
                Thread.sleep(Duration.ofMillis(10).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> ExternalOptions.of()).hasMessageContaining("command: expected a program");
        assertThatThrownBy(() -> ExternalOptions.of("a").withTimeout(0)).hasMessageContaining("timeout: expected more");
        assertThatThrownBy(() -> ExternalOptions.of("a").withStartTimeout(Double.NaN))
                .hasMessageContaining("startTimeout: expected more");
        assertThat(ExternalOptions.of("a").directory()).isEqualTo(Optional.empty());
    }
}
