package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.Tiny;

class ModelErrorCommandTest {
    private static final String[] SMALL = {
        "--set", "model.hidden=[8]", "--set", "model.members=2", "--set", "model.elites=2", "--set", "model.epochs=3"
    };

    @TempDir
    private Path temp;

    private Waymark run(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("model-error"));
        all.addAll(List.of(arguments));
        all.addAll(Arrays.asList(SMALL));
        return Waymark.run(all.toArray());
    }

    @Test
    void drawsAndTabulatesWhatRandomRolloutsShow() throws IOException {
        Path svg = temp.resolve("error.svg");
        Path csv = temp.resolve("error.csv");
        Waymark said = run("pendulum", "--rollouts", 3, "--tests", 2, "--horizon", 10, "-o", svg, "-o", csv);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("after 10 steps").contains("ensemble");
        assertThat(Files.readString(svg)).contains("mean of the members");
        String table = Files.readString(csv);
        assertThat(table.lines()).hasSize(11);
        assertThat(run("pendulum", "--rollouts", 3, "--tests", 2, "--horizon", 10, "-o", csv, "--threads", 2)
                        .code())
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(csv)).isEqualTo(table);
        Waymark json = run("pendulum", "--rollouts", 3, "--tests", 2, "--horizon", 4, "-o", csv, "--json");
        assertThat(json.out()).contains("\"trainingSteps\"").contains("\"reference\"");
    }

    @Test
    void learnsFromWhatARunRecorded() throws IOException {
        Path tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
        Path folder = temp.resolve("run");
        assertThat(Waymark.run("train", tiny, "--out", folder).code()).isEqualTo(ExitCode.DONE);
        Path csv = temp.resolve("error.csv");
        Waymark said = run(folder, "--horizon", 2, "-o", csv);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(csv).lines()).hasSize(3);
    }

    @Test
    void mistakesExitWithTwo() {
        assertThat(run("pendulum", "-o", temp.resolve("error.pdf")).err()).contains(".svg or .csv");
        assertThat(run("pendulum", "--rollouts", 0).err()).contains("expected ≥ 1, found 0");
        Waymark said = run("pendulum", "--rollouts", 1, "--tests", 1, "--horizon", 100000, "-o", temp.resolve("a.csv"));
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("--horizon: expected from 1 to");
        assertThat(run("pendulum", "-o", temp.resolve("a.csv"), "--set", "model.angles=[7]")
                        .err())
                .contains("model.angles");
    }
}
