package org.waymark.gps.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waymark.gps.learner.Recording;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.drawing.Poses;
import org.waymark.sim.plant.Pendulum;

class ReplayTest {
    private static final Stage STAGE = new Stage(
            List.of("angle <b> \"x\"", "velocity", "control"), 2, 0.05, new Pendulum().drawing(), List.of(new double[] {
                0, 1, 0
            }));

    private static Scene scene(int horizon, int takes) {
        List<Recording.Take> all = new ArrayList<>();
        for (int n = 0; n < takes; n++) {
            double[] states = new double[2 * (horizon + 1)];
            double[] controls = new double[horizon];
            for (int t = 0; t <= horizon; t++) {
                states[2 * t] = 6 * Math.sin(0.1 * t + n);
                states[2 * t + 1] = 3 - t;
            }
            for (int t = 0; t < horizon; t++) {
                controls[t] = 10 * n - t;
            }
            all.add(new Recording.Take(
                    n == takes - 1 ? Recording.Actor.POLICY : Recording.Actor.EXPLORER,
                    0,
                    n,
                    TimeVaryingMatrix.ofVectors(horizon + 1, 2, states),
                    TimeVaryingMatrix.ofVectors(horizon, 1, controls)));
        }
        return new Scene(1, "first", new Recording(all, List.of()));
    }

    private static double[] decoded(JsonNode text, JsonNode range) {
        byte[] bytes = Base64.getDecoder().decode(text.asText());
        ShortBuffer codes =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int columns = range.get("low").size();
        double[] values = new double[codes.remaining()];
        for (int i = 0; i < values.length; i++) {
            double low = range.get("low").get(i % columns).asDouble();
            double high = range.get("high").get(i % columns).asDouble();
            values[i] = low + (high - low) * Short.toUnsignedInt(codes.get(i)) / 65535;
        }
        return values;
    }

    @Test
    void tracesAndPosesAreThoseOfTheRollouts() throws Exception {
        Scene scene = scene(20, 2);
        String text = Replay.json(STAGE, List.of(scene));
        assertThat(text).doesNotContain("<");
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.at("/names/0").asText()).isEqualTo("angle <b> \"x\"");
        JsonNode take = json.at("/iterations/0/takes/1");
        double[] rows = decoded(take.get("rows"), json.get("traces"));
        double[] poses = decoded(take.get("poses"), json.get("poses"));
        double[] expected = new double[Poses.SIZE];
        Recording.Take original = scene.recording().takes().get(1);
        for (int t = 0; t <= 20; t++) {
            double angle = original.states().get(t, 0);
            // a step of 16 bits, and five digits of the range
            assertThat(rows[3 * t]).isCloseTo(angle, within(1e-3));
            assertThat(rows[3 * t + 1]).isCloseTo(3 - t, within(1e-3));
            assertThat(rows[3 * t + 2]).isCloseTo(10 - Math.min(t, 19), within(1e-3));
            STAGE.drawing().orElseThrow().place(new double[] {angle, 0}, expected);
            double agreement = 0;
            for (int i = 3; i < Poses.SIZE; i++) {
                agreement += expected[i] * poses[Poses.SIZE * t + i];
            }
            assertThat(Math.abs(agreement)).isCloseTo(1, within(1e-3)); // q and −q are the same rotation
        }
    }

    @Test
    void quaternionsDoNotJump() {
        double[] poses = Replay.poses(
                STAGE.drawing().orElseThrow(),
                scene(60, 1).recording().takes().get(0).states(),
                1);
        for (int row = 1; row <= 60; row++) {
            double agreement = 0;
            for (int i = 3; i < Poses.SIZE; i++) {
                agreement += poses[Poses.SIZE * row + i] * poses[Poses.SIZE * (row - 1) + i];
            }
            assertThat(agreement).isPositive();
        }
    }

    @Test
    void longRunsAreThinnedSoThatThePageStaysSmall() {
        List<Scene> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.add(scene(2000, 40));
        }
        assertThat(Replay.json(STAGE, many).length()).isBetween(500_000, 2_200_000);
    }

    @Test
    void aPlantWithoutADrawingStillHasCharts() {
        Stage bare = new Stage(STAGE.names(), 2, 0.05, Optional.empty(), List.of());
        assertThat(LookSection.html(bare, List.of(scene(20, 2))))
                .contains("does not say how it looks", "id=\"traces\"")
                .doesNotContain("<canvas");
    }
}
