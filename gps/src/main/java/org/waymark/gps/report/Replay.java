package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.waymark.gps.learner.Recording;
import org.waymark.gps.learner.Recording.Take;
import org.waymark.gps.learner.Recording.Tube;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Poses;

/** The data behind a page's replay and its charts of states and controls, as JSON with numbers of 16 bits. */
final class Replay {
    /** Characters that the numbers may take; when they are more, every second time step is left out, or more. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private static final int ANIMATED_PER_CLUSTER = 2;
    private static final double CHARACTERS_PER_NUMBER = 2 * 4 / 3.0;

    private final Stage stage;
    private final List<Scene> scenes;
    private final int frames;
    private final int width;
    private final Quantized traces;
    private final Quantized deviations;
    private final Quantized poses;
    private final List<double[]> seen = new ArrayList<>();
    private final Map<Take, double[]> animated = new IdentityHashMap<>();
    private int stride = 1;

    private Replay(Stage stage, List<Scene> scenes) {
        this.stage = stage;
        this.scenes = scenes;
        this.frames = stage.drawing().map(Drawing::frames).orElse(0);
        this.width = stage.names().size();
        this.traces = new Quantized(width);
        this.deviations = new Quantized(width);
        this.poses = new Quantized(Math.max(1, frames * Poses.SIZE));
    }

    /** The text of the data. */
    static String json(Stage stage, List<Scene> scenes) {
        Replay replay = new Replay(stage, scenes);
        while (replay.characters() > MOST_CHARACTERS) {
            replay.stride++;
        }
        replay.collect();
        return replay.write();
    }

    private double characters() {
        double numbers = 0;
        for (Scene scene : scenes) {
            for (Take take : scene.recording().takes()) {
                double rows = Math.ceil((double) take.states().steps() / stride);
                numbers += rows * (width + (isAnimated(scene.recording(), take) ? frames * Poses.SIZE : 0));
            }
            for (Tube tube : scene.recording().tubes()) {
                numbers += Math.ceil((double) tube.mean().steps() / stride) * 2 * width;
            }
        }
        return CHARACTERS_PER_NUMBER * numbers;
    }

    /** Of each cluster's explorers, only the first few are animated; the policy always is. */
    private static boolean isAnimated(Recording recording, Take take) {
        if (take.actor() == Recording.Actor.POLICY) {
            return true;
        }
        int before = 0;
        for (Take other : recording.takes()) {
            if (other == take) {
                break;
            }
            before += other.actor() == take.actor() && other.cluster() == take.cluster() ? 1 : 0;
        }
        return before < ANIMATED_PER_CLUSTER;
    }

    private void collect() {
        for (Scene scene : scenes) {
            for (Take take : scene.recording().takes()) {
                traces.cover(rows(take));
                if (frames > 0 && isAnimated(scene.recording(), take)) {
                    double[] placed = poses(stage.drawing().orElseThrow(), take.states(), stride);
                    animated.put(take, placed);
                    poses.cover(placed);
                    for (int at = 0; at < placed.length; at += frames * Poses.SIZE) {
                        double[] one = new double[frames * Poses.SIZE];
                        System.arraycopy(placed, at, one, 0, one.length);
                        seen.add(one);
                    }
                }
            }
            for (Tube tube : scene.recording().tubes()) {
                traces.cover(thinned(tube.mean()));
                deviations.cover(thinned(tube.deviation()));
            }
        }
    }

    /** Frames at each {@code stride}-th state, one after the other; quaternions do not jump to their negatives. */
    static double[] poses(Drawing drawing, TimeVaryingMatrix states, int stride) {
        int length = drawing.frames() * Poses.SIZE;
        int rows = (states.steps() + stride - 1) / stride;
        double[] all = new double[rows * length];
        double[] state = new double[states.rows()];
        double[] one = new double[length];
        for (int row = 0; row < rows; row++) {
            states.read(row * stride, state);
            drawing.place(state, one);
            for (int at = 3; row > 0 && at < length; at += Poses.SIZE) {
                double agreement = 0;
                for (int i = at; i < at + 4; i++) {
                    agreement += one[i] * all[(row - 1) * length + i];
                }
                for (int i = at; i < at + 4 && agreement < 0; i++) {
                    one[i] = -one[i];
                }
            }
            System.arraycopy(one, 0, all, row * length, length);
        }
        return all;
    }

    /** [x_t; u_t] of each {@code stride}-th step; u_{T−1} stands in for the control at x_T. */
    private double[] rows(Take take) {
        int n = stage.stateSize();
        int count = (take.states().steps() + stride - 1) / stride;
        double[] rows = new double[count * width];
        for (int row = 0; row < count; row++) {
            int t = row * stride;
            for (int i = 0; i < width; i++) {
                rows[row * width + i] = i < n
                        ? take.states().get(t, i)
                        : take.controls().get(Math.min(t, take.controls().steps() - 1), i - n);
            }
        }
        return rows;
    }

    private double[] thinned(TimeVaryingMatrix all) {
        int count = (all.steps() + stride - 1) / stride;
        double[] rows = new double[count * width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                rows[row * width + i] = all.get(row * stride, i);
            }
        }
        return rows;
    }

    private String write() {
        JsonText json = new JsonText().open('{');
        json.key("step").number(stage.timeStep() * stride).key("states").number(stage.stateSize());
        json.key("names").open('[');
        stage.names().forEach(name -> json.item().string(name));
        json.close(']');
        writeStage(json);
        json.key("traces");
        range(json, traces);
        json.key("deviations");
        range(json, deviations);
        json.key("poses");
        range(json, poses);
        json.key("iterations").open('[');
        scenes.forEach(scene -> write(json.item(), scene));
        return json.close(']').close('}').toString();
    }

    private void writeStage(JsonText json) {
        json.key("frames").number(frames).key("parts").open('[');
        stage.drawing().ifPresent(drawing -> drawing.parts().forEach(part -> json.item()
                .open('{')
                .key("frame")
                .number(part.frame())
                .key("kind")
                .string(part.kind().name())
                .key("role")
                .string(part.role().name())
                .key("size")
                .numbers(part.size())
                .key("pose")
                .numbers(part.pose())
                .close('}')));
        json.close(']').key("targets").open('[');
        stage.targets().forEach(target -> json.item().numbers(target));
        json.close(']');
        stage.drawing().ifPresent(drawing -> {
            Camera camera = Camera.around(drawing, stage.targets(), seen);
            json.key("camera")
                    .open('{')
                    .key("centre")
                    .numbers(camera.centre())
                    .key("radius")
                    .number(camera.radius())
                    .key("azimuth")
                    .number(camera.azimuth())
                    .key("elevation")
                    .number(camera.elevation())
                    .key("planar")
                    .bool(camera.planar())
                    .close('}');
        });
    }

    private static void range(JsonText json, Quantized range) {
        json.open('{')
                .key("low")
                .numbers(range.low())
                .key("high")
                .numbers(range.high())
                .close('}');
    }

    private void write(JsonText json, Scene scene) {
        json.open('{').key("iteration").number(scene.iteration()).key("label").string(scene.label());
        json.key("takes").open('[');
        for (Take take : scene.recording().takes()) {
            json.item()
                    .open('{')
                    .key("actor")
                    .string(take.actor().name())
                    .key("cluster")
                    .number(take.cluster())
                    .key("cost")
                    .number(take.cost())
                    .key("rows")
                    .string(traces.encode(rows(take)));
            if (animated.containsKey(take)) {
                json.key("poses").string(poses.encode(animated.get(take)));
            }
            json.close('}');
        }
        json.close(']').key("tubes").open('[');
        for (Tube tube : scene.recording().tubes()) {
            json.item()
                    .open('{')
                    .key("cluster")
                    .number(tube.cluster())
                    .key("mean")
                    .string(traces.encode(thinned(tube.mean())))
                    .key("deviation")
                    .string(deviations.encode(thinned(tube.deviation())))
                    .close('}');
        }
        json.close(']').close('}');
    }
}
