package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.waymark.gps.algorithm.Variant;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.Json;
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
            return finish(run, folder, () -> run.run(folder, configuration, commandLine), progress);
        }
    }

    private int resumed(int threads) {
        requireNothingElse();
        SavedRun saved = ExperimentOptions.refusing(() -> SavedRun.open(resume));
        RunFolder folder = saved.folder();
        Experiment resolved = options.of(folder, List.of());
        Requirements.check(requirements, Requirements.OF_TRAINING, hasPolicy(resolved));
        PrintWriter err = spec.commandLine().getErr();
        Optional<Summary> finished = saved.finished();
        if (finished.isPresent()) {
            err.println("waymark: the run in " + resume + " is finished; there is nothing to go on with");
            print(finished.get(), folder);
            return Requirements.judge(requirements, finished.get().toMap(), err);
        }
        Progress progress = progress(resolved);
        try (ExperimentTask task = ExperimentOptions.build(resolved);
                TrainingRun<?> run = ExperimentOptions.refusing(
                        () -> TrainingRun.of(saved.experiment(), resolved, task, threads, progress))) {
            SavedRun.Resumption from = ExperimentOptions.refusing(() -> run.restore(saved));
            from.remarks().forEach(remark -> err.println("waymark: " + remark));
            err.println("waymark: goes on with iteration " + (from.iteration() + 1) + " of "
                    + resolved.algorithm().iterations());
            err.flush();
            return finish(run, folder, () -> run.resume(saved), progress);
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

    private int finish(TrainingRun<?> run, RunFolder folder, Supplier<Summary> training, Progress progress) {
        try (Interruption interruption = Interruption.by(run::stop)) {
            return interruption.leavesWith(train(folder, training, progress));
        } finally {
            progress.end();
        }
    }

    private int train(RunFolder folder, Supplier<Summary> training, Progress progress) {
        PrintWriter err = spec.commandLine().getErr();
        Summary summary = training.get();
        progress.end();
        print(summary, folder);
        if (summary.status() == Summary.Status.INTERRUPTED) {
            err.println("waymark: interrupted; what was reached is in " + folder.path()
                    + ", and 'waymark train --resume " + folder.path() + "' goes on");
            err.flush();
            return ExitCode.INTERRUPTED;
        }
        return Requirements.judge(requirements, summary.toMap(), err);
    }

    private void print(Summary summary, RunFolder folder) {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = summary.toMap();
            result.put("out", folder.path().toString());
            stdout.print(Json.pretty(result));
            stdout.flush();
        } else {
            Map<String, String> result = new LinkedHashMap<>(summary.toText());
            result.put("run folder", folder.path().toString());
            result.put("report", folder.resolve(RunFolder.REPORT).toString());
            Table.print(stdout, result);
        }
    }

    private static boolean hasPolicy(Experiment experiment) {
        return experiment.algorithm().name() != Variant.LOCAL_ONLY;
    }
}
