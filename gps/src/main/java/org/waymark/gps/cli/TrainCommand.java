package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.waymark.gps.algorithm.Variant;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.SavedRun;
import org.waymark.gps.run.Summary;
import org.waymark.gps.run.TrainingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark train}. */
@Command(
        name = "train",
        description = "Trains the policy of an experiment and leaves a run folder behind.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class TrainCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPERIMENT",
            arity = "0..1",
            description = "A built-in experiment (see 'waymark list'), or an experiment file.")
    private String experiment;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The run folder; it must not exist. Default: runs/EXPERIMENT-seedN, numbered if that is taken.")
    private Path out;

    @Option(names = "--overwrite", description = "Replaces the run in DIR; files that no run wrote stay.")
    private boolean overwrite;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "Instead of an EXPERIMENT: goes on with the run in this folder from its last checkpoint, to"
                    + " the numbers that it would have had without a stop.")
    private Path resume;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Option(
            names = "--require",
            paramLabel = "CONDITION",
            converter = Requirement.Converter.class,
            description = "Exits with 3 unless a number of the result reaches a threshold, such as"
                    + " 'policy.success>=0.9' or 'policy.cost<=-580'. May be given often.")
    private List<Requirement> requirements = new ArrayList<>();

    @Mixin
    private ExperimentOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int threads = options.threads();
        if (resume != null) {
            return resumed(threads);
        }
        if (experiment == null) {
            throw new ParameterException(
                    spec.commandLine(), "expected an EXPERIMENT, or --resume with the folder of a run");
        }
        if (out != null) {
            ExperimentOptions.refusing(() -> {
                RunFolder.requireFree(out, overwrite);
                return out;
            });
        }
        ExperimentOptions.Named named = options.find(experiment);
        Requirements.check(requirements, Requirements.OF_TRAINING, hasPolicy(named.experiment()));
        Path path = out != null
                ? out
                : RunFolder.unused(
                        Path.of("runs"),
                        named.name() + "-seed" + named.experiment().seed());
        Progress progress = progress(named.experiment());
        try (ExperimentTask task = ExperimentOptions.build(named.experiment());
                TrainingRun<?> run = ExperimentOptions.refusing(
                        () -> TrainingRun.of(named.name(), named.experiment(), task, threads, progress))) {
            RunFolder folder = ExperimentOptions.refusing(() -> RunFolder.create(path, overwrite));
            String configuration = YamlBinder.write(named.experiment());
            List<String> commandLine = ExperimentOptions.commandLine(spec);
            return watched().finish(run, folder, () -> run.run(folder, configuration, commandLine), progress);
        }
    }

    private int resumed(int threads) {
        requireNothingElse();
        SavedRun saved = ExperimentOptions.refusing(() -> SavedRun.open(resume));
        RunFolder folder = saved.folder();
        Experiment resolved = options.of(folder, List.of());
        Requirements.check(requirements, Requirements.OF_TRAINING, hasPolicy(resolved));
        Optional<Summary> finished = saved.finished();
        if (finished.isPresent()) {
            return watched().finished(saved, finished.get());
        }
        Progress progress = progress(resolved);
        try (ExperimentTask task = ExperimentOptions.build(resolved);
                TrainingRun<?> run = ExperimentOptions.refusing(
                        () -> TrainingRun.of(saved.experiment(), resolved, task, threads, progress))) {
            return watched().resume(run, saved, resolved.algorithm().iterations(), progress);
        }
    }

    private void requireNothingElse() {
        if (experiment != null) {
            throw new UsageException("--resume: takes no EXPERIMENT; the run has its own, in " + RunFolder.CONFIG);
        }
        if (out != null || overwrite) {
            throw new UsageException("--resume: takes no --out and no --overwrite; the run stays where it is");
        }
        options.requireUnchanged("--resume");
    }

    private Progress progress(Experiment resolved) {
        return Progress.on(spec.commandLine().getErr(), resolved.algorithm().iterations());
    }

    private WatchedRun watched() {
        PrintWriter err = spec.commandLine().getErr();
        return new WatchedRun(spec, json, summary -> Requirements.judge(requirements, summary.toMap(), err));
    }

    private static boolean hasPolicy(Experiment experiment) {
        return experiment.algorithm().name() != Variant.LOCAL_ONLY;
    }
}
