package org.waymark.gps.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.learner.guided.GuidedLearner;
import org.waymark.lqr.Cost;
import org.waymark.sim.Simulator;

/** An experiment that takes a moment. */
public final class Tiny {
    private Tiny() {}

    /** Its file. */
    public static String text() {
        try (InputStream stream = Tiny.class.getResourceAsStream("/tiny.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Experiment experiment(String... overrides) {
        return YamlBinder.bind(Experiment.class, text(), "tiny.yaml", List.of(overrides));
    }

    static Task task(Experiment experiment) {
        return ExperimentTask.build(experiment).task();
    }

    static Task withCost(Task task, Cost cost) {
        return new Task(
                task.simulators(),
                task.horizon(),
                List.of(cost),
                task.starts(),
                task.evaluationStarts(),
                task.success());
    }

    static Task withSimulators(Task task, Supplier<Simulator> simulators) {
        return new Task(
                simulators, task.horizon(), task.costs(), task.starts(), task.evaluationStarts(), task.success());
    }

    static TrainingRun<?> run(Experiment experiment, Task task, TrainingRun.Listener listener) {
        return TrainingRun.of("tiny", experiment, task, 1, listener);
    }

    /** The learner that a run would have. */
    static GuidedLearner learner(Experiment experiment) {
        return new GuidedLearner(task(experiment), experiment.gpsOptions(), experiment.seed(), 1, phase -> {});
    }

    /** Trains it into a folder. */
    public static Summary train(Path folder, Experiment experiment) {
        try (TrainingRun<?> run = run(experiment, task(experiment), new TrainingRun.Listener() {})) {
            return run.run(
                    RunFolder.create(folder, false), YamlBinder.write(experiment), new ArrayList<>(List.of("waymark")));
        }
    }
}
