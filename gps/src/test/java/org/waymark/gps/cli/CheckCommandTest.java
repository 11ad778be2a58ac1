package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.gps.run.Tiny;

class CheckCommandTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"arm-reach", "point-mass", "point-mass-velocity", "two-link-arm", "pendulum"})
    void builtInExperimentsPass(String name) {
        Waymark said = Waymark.run("check", name);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out().lines()).hasSizeBetween(12, 13).allMatch(line -> line.startsWith("ok      "));
    }

    @Test
    void delayedAndRandomizedPlantsPass() throws IOException {
        Path tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
        for (String noise : new String[] {"[0]", "[0.1]"}) {
            Waymark said = Waymark.run(
                    "check",
                    tiny,
                    "--set",
                    "task.randomize={mass: [0.5, 2], delay: [0, 2]}",
                    "--set",
                    "task.observation={delay: 1, history: 3, noise: " + noise + "}");
            assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.DONE);
            assertThat(said.out()).contains("observation: 12 numbers, 12 named after the state");
        }
    }

    @Test
    void mistakesOfTheConfigurationExitWithTwo() {
        Waymark said = Waymark.run("check", "pendulum", "--set", "task.starts.nominal=[1]");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(Waymark.run("check", "pendulun").err()).contains("did you mean 'pendulum'?");
    }
}
