package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BaselineCommandTest {
    private static Waymark run(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "baseline";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--oracle-episodes";
        all[all.length - 1] = 2;
        return Waymark.run(all);
    }

    /** The car rolls to and fro in its valley, and cannot climb the hill: the sum of positions is about 200 · (−0.5). */
    @Test
    void comparesThreeFromTheSameStarts() throws IOException {
        Waymark said = run(
                "bench-mountain-car",
                "--episodes",
                20,
                "--plan-horizon",
                5,
                "--plan-samples",
                10,
                "--plan-iterations",
                1,
                "--json");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        JsonNode found = new ObjectMapper().readTree(said.out());
        for (String law : new String[] {"random", "zero"}) {
            assertThat(found.get(law).get("cost").doubleValue()).isBetween(95.0, 115.0);
            assertThat(found.get(law).get("episodes").intValue()).isEqualTo(20);
            assertThat(found.get(law).get("costLow").doubleValue())
                    .isLessThan(found.get(law).get("costHigh").doubleValue());
        }
        assertThat(found.get("oracle").get("episodes").intValue()).isEqualTo(2);
    }

    @Test
    void mistakesExitWithTwo() {
        Waymark unlimited = run("point-mass");
        assertThat(unlimited.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unlimited.err()).contains("expected controls within finite limits");
        Waymark shortSighted = run("bench-pendulum", "--plan-horizon", 0);
        assertThat(shortSighted.code()).isEqualTo(ExitCode.USAGE);
        assertThat(shortSighted.err()).contains("horizon: expected ≥ 1, found 0");
        Waymark unseen = run("bench-pendulum", "--episodes", 1, "--set", "task.observation.noise=[0.1]");
        assertThat(unseen.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unseen.err()).contains("oracle: expected a plant that can be put into any state");
    }
}
