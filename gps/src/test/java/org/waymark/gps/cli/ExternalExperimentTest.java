package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;

/** An experiment whose plant is a Python environment. */
@RequiresPython
class ExternalExperimentTest {
    private static final String ROBOT =
            """
            import os
            import numpy as np

            class Box:
                low, high, shape, dtype = np.array([-5.0]), np.array([5.0]), (1,), np.float64

            class Mass:
                action_space, dt = Box(), 0.05

                def __init__(self, lasts=10**9):
                    self.lasts = lasts

                def reset(self, seed=None, options=None):
                    self.x = np.array((options or {}).get("coordinates", [0.0, 0.0]))
                    return self.x, {}

                def step(self, action):
                    with open("steps", "a") as counter:
                        counter.write(".")
                        if counter.tell() > self.lasts:
                            os._exit(3)
                    print("this goes to stderr")
                    v = self.x[1] + self.dt * action[0]
                    self.x = np.array([self.x[0] + self.dt * v, v])
                    return self.x, 0.0, False, False, {}
            """;

    private static final String EXPERIMENT =
            """
            task:
              name: external
              command: [python3, waymark_server.py, 'robot:Mass', --names, 'place [m], speed [m/s]']
              horizon: 15
              starts: {type: listed, states: [{coordinates: [0, 0]}, {coordinates: [0.5, 0]}]}
              success: {type: threshold, entry: place, above: 0.1}
            cost:
              - {type: control, weights: [0.01]}
              - {type: state, indices: [0, 1], target: [1, 0], weights: [1, 0.1]}
            initialController: {type: lqr-guess}
            algorithm: {name: mirror-descent, iterations: 2, rolloutsPerCluster: 3}
            policy: {hidden: [8], steps: 30}
            seed: 1
            """;

    @TempDir
    private Path temp;

    private Path experiment;

    @BeforeEach
    void place() throws IOException {
        Files.writeString(temp.resolve("robot.py"), ROBOT);
        Files.writeString(
                temp.resolve("waymark_server.py"),
                Waymark.run("init", "--python-server").out());
        experiment = Files.writeString(temp.resolve("mass.yaml"), EXPERIMENT);
    }

    @Test
    void trainsAndIsJudged() throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        Waymark trained = Waymark.run("train", experiment, "--out", one, "--json", "--threads", 1);
        assertThat(trained.code()).as(trained.err()).isEqualTo(ExitCode.DONE);
        // from anywhere, with any number of threads
        Waymark again = Waymark.run("train", one.resolve(RunFolder.CONFIG), "--out", two, "--json", "--threads", 2);
        assertThat(again.json().get("policy")).isEqualTo(trained.json().get("policy"));
        Waymark judged = Waymark.run("eval", one, "--json", "--require", "policy.success>=0");
        assertThat(judged.code()).isEqualTo(ExitCode.DONE);
        assertThat(judged.json().at("/policy/cost")).isEqualTo(trained.json().at("/policy/cost"));
    }

    @Test
    void breakingDownForGoodStopsTheRunAndKeepsTheCheckpoint() throws IOException {
        Path out = temp.resolve("run");
        // one iteration takes 90 steps and its judgement 30; all processes together last for 150
        Files.writeString(experiment, EXPERIMENT.replace("--names,", "--kwargs, '{\"lasts\": 150}', --names,"));
        Waymark failed = Waymark.run("train", experiment, "--out", out, "--threads", 1);
        assertThat(failed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.err()).contains("failed 4 times", "exit code 3", "robot:Mass");
        try (Stream<Path> kept = Files.list(out.resolve("checkpoints"))) {
            assertThat(kept).isNotEmpty();
        }
    }

    @Test
    void checkFindsWhatIsWrongWithAnEnvironment() throws IOException {
        Waymark good = Waymark.run("check", experiment);
        assertThat(good.code()).as(good.out() + good.err()).isEqualTo(ExitCode.DONE);
        assertThat(good.out())
                .contains("ok      determinism", "ok      cost: gradients agree")
                .doesNotContain("failed");
        Files.writeString(temp.resolve("robot.py"), ROBOT.replace("action[0]", "action[0] + 1e-3 * np.random.rand()"));
        Waymark random = Waymark.run("check", experiment, "--json");
        assertThat(random.code()).isEqualTo(ExitCode.FAILED);
        assertThat(random.json().get("ok").booleanValue()).isFalse();
        assertThat(random.out()).contains("determinism", "start 0, t = 1: state[0]", "with the same seed");
        Files.writeString(
                temp.resolve("robot.py"),
                ROBOT.replace(".get(\"coordinates\", [0.0, 0.0])", ".get(\"x\", [0.0, 0.0])"));
        Waymark deaf = Waymark.run("check", experiment);
        assertThat(deaf.code()).isEqualTo(ExitCode.FAILED);
        assertThat(deaf.out()).contains("failed  starts: starts 0 and 1: both begin in state [0.0, 0.0]", "options");
        Files.writeString(
                temp.resolve("robot.py"),
                ROBOT.replace("print(\"this goes to stderr\")", "raise ValueError('no power')"));
        Waymark dead = Waymark.run("check", experiment);
        assertThat(dead.code()).isEqualTo(ExitCode.FAILED);
        assertThat(dead.out()).contains("failed  finite values: step failed at start 0, t = 1", "no power");
    }

    @Test
    void whatCannotBeStartedIsAMatterOfConfiguration() throws IOException {
        Files.writeString(experiment, EXPERIMENT.replace("robot:Mass", "robot:Robbie"));
        Waymark said = Waymark.run("train", experiment, "--out", temp.resolve("run"));
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("task.command: external simulator", "there is no 'Robbie' in robot");
        assertThat(temp.resolve("run")).doesNotExist();
    }

    @Test
    void keysOfOtherTasksAreRefused() throws IOException {
        Files.writeString(experiment, EXPERIMENT.replaceFirst("  command: .*\n", ""));
        Waymark said = Waymark.run("train", experiment, "--out", temp.resolve("run"));
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("command: expected the program that simulates the task");
        Waymark other = Waymark.run("train", "pendulum", "--set", "task.timeout=3", "--out", temp.resolve("run"));
        assertThat(other.code()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("timeout: known to task.name = external only");
    }
}
