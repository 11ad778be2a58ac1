package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.learner.Recording.Take;
import org.waymark.gps.modelerror.ErrorChart;
import org.waymark.gps.modelerror.ModelTrial;
import org.waymark.gps.modelerror.OpenLoopError;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.RunReport;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.WrittenName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark model-error}. */
@Command(
        name = "model-error",
        description =
                "Trains the model of an experiment on rollouts with random controls, or on those that a run recorded, and"
                        + " measures on others how the error of its open-loop predictions grows with the number of steps.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ModelErrorCommand implements Callable<Integer> {
    /** Predictions that reach farther are seldom of use. */
    private static final int LONGEST = 100;

    /** Of a run's recorded rollouts, each fifth is for the test. */
    private static final int EVERY = 5;

    @Parameters(
            paramLabel = "EXPERIMENT-OR-RUN",
            description = "A built-in experiment (see 'waymark list'), an experiment file, or the folder of a run.")
    private String subject;

    @Option(
            names = "--rollouts",
            paramLabel = "N",
            defaultValue = "20",
            description = "Rollouts with random controls to train on. Default: ${DEFAULT-VALUE}. Not for a run.")
    private int rollouts;

    @Option(
            names = "--tests",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "Further rollouts to test on. Default: ${DEFAULT-VALUE}. Not for a run: of its rollouts, each fifth.")
    private int tests;

    @Option(
            names = "--horizon",
            paramLabel = "T",
            description = "How many steps predictions reach ahead. Default: that of the task, 100 at most.")
    private Integer horizon;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "Where to write; .svg draws, .csv makes a table. May be given often. Default: model-error.svg and model-error.csv.")
    private List<Path> out = new ArrayList<>();

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Mixin
    private ExperimentOptions options;

    @Spec
    private CommandSpec spec;

    /** Rollouts to train on, and others to test on. */
    private record Data(String name, Experiment experiment, List<Rollout> training, List<Rollout> tests) {}

    @Override
    public Integer call() {
        if (rollouts < 1 || tests < 1) {
            throw new UsageException("--rollouts and --tests: expected ≥ 1, found " + rollouts + " and " + tests);
        }
        List<Path> files = out.isEmpty() ? List.of(Path.of("model-error.svg"), Path.of("model-error.csv")) : out;
        files.forEach(ModelErrorCommand::requireFormat);
        Data data = Files.isDirectory(Path.of(subject)) ? recorded() : random();
        int longest = data.tests().stream().mapToInt(Rollout::horizon).max().orElse(0);
        int reach = horizon == null ? Math.min(LONGEST, longest) : horizon;
        if (reach < 1 || reach > longest) {
            throw new UsageException("--horizon: expected from 1 to " + longest + ", found " + reach);
        }
        Experiment experiment = data.experiment();
        ModelTrial trial = ModelTrial.run(
                experiment.model(), data.training(), data.tests(), reach, experiment.seed(), options.threads());
        for (Path file : files) {
            RunReport.write(
                    file,
                    isDrawing(file)
                            ? ErrorChart.svg("model error · " + data.name(), trial.error())
                            : ErrorChart.csv(trial.error()));
        }
        print(data, trial, files);
        return ExitCode.DONE;
    }

    private static boolean isDrawing(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    }

    private static void requireFormat(Path file) {
        if (!isDrawing(file) && !file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw new UsageException("-o " + file + ": expected a name that ends in .svg or .csv");
        }
    }

    private Data random() {
        ExperimentOptions.Named named = options.find(subject);
        Experiment experiment = named.experiment();
        try (ExperimentTask task = ExperimentOptions.build(experiment);
                RolloutSampler sampler = new RolloutSampler(task.task().simulators(), options.threads())) {
            RandomStreams streams = new RandomStreams(experiment.seed());
            return new Data(
                    named.name(),
                    experiment,
                    ModelTrial.randomRollouts(task.task(), sampler, rollouts, "random", streams),
                    ModelTrial.randomRollouts(task.task(), sampler, tests, "random test", streams));
        }
    }

    private Data recorded() {
        RunReport run = ExperimentOptions.refusing(() -> RunReport.of(Path.of(subject)));
        Experiment experiment = options.of(run.folder(), List.of());
        List<Rollout> all = run.scenes().stream()
                .flatMap(scene -> scene.recording().takes().stream())
                .map(ModelErrorCommand::rollout)
                .toList();
        if (all.size() < 2) {
            throw new UsageException(subject + ": expected at least 2 recorded rollouts, found " + all.size());
        }
        List<Rollout> training = new ArrayList<>();
        List<Rollout> held = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            (i % EVERY == 1 ? held : training).add(all.get(i));
        }
        return new Data(
                run.folder().path().toAbsolutePath().normalize().getFileName().toString(), experiment, training, held);
    }

    private static Rollout rollout(Take take) {
        int horizon = take.controls().steps();
        return new Rollout(
                take.states(),
                take.controls(),
                take.states(),
                TimeVaryingMatrix.zeros(horizon, take.controls().rows(), 1),
                0);
    }

    private void print(Data data, ModelTrial trial, List<Path> files) {
        PrintWriter stdout = spec.commandLine().getOut();
        OpenLoopError error = trial.error();
        if (json) {
            stdout.print(Json.pretty(result(data, trial)));
            stdout.flush();
            return;
        }
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("model", kind(data.experiment()));
        rows.put(
                "trained on",
                trial.trainingSteps() + " steps of " + data.training().size() + " rollouts");
        rows.put(
                "training",
                trial.report().status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        rows.put(
                "squared error",
                String.format(
                        Locale.ROOT,
                        "%.3g of the targets' variance%s",
                        trial.report().loss(),
                        trial.report().heldOut() > 0 ? ", on " + trial.report().heldOut() + " steps held out" : ""));
        for (int steps : Arrays.stream(new int[] {1, 2, 5, 10, 20, 50, 100, error.horizon()})
                .filter(steps -> steps <= error.horizon())
                .sorted()
                .distinct()
                .toArray()) {
            rows.put(
                    "after " + steps + (steps == 1 ? " step" : " steps"),
                    String.format(
                            Locale.ROOT,
                            "mean %.3g, a member %.3g, spread %.3g, εT² %.3g",
                            error.mean()[steps - 1],
                            error.member()[steps - 1],
                            error.spread()[steps - 1],
                            error.reference()[steps - 1]));
        }
        rows.put("written", String.join(", ", files.stream().map(Path::toString).toList()));
        Table.print(stdout, rows);
    }

    private static String kind(Experiment experiment) {
        return WrittenName.of(experiment.model().kind());
    }

    private static Map<String, Object> result(Data data, ModelTrial trial) {
        OpenLoopError error = trial.error();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("experiment", data.name());
        result.put("seed", data.experiment().seed());
        result.put("model", kind(data.experiment()));
        result.put("trainingSteps", trial.trainingSteps());
        result.put(
                "status",
                trial.report().status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        result.put("squaredError", trial.report().loss());
        result.put("windows", error.windows());
        result.put("mean", list(error.mean()));
        result.put("member", list(error.member()));
        result.put("spread", list(error.spread()));
        result.put("reference", list(error.reference()));
        return result;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
