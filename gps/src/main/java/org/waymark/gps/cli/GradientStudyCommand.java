package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.waymark.gps.backprop.GradientStudy;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.run.GradientCharts;
import org.waymark.gps.run.GradientTrial;
import org.waymark.gps.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark gradient-study}. */
@Command(
        name = "gradient-study",
        description =
                "Fits the model of an experiment to random episodes and measures how the gradient of a policy back through it"
                        + " behaves as the horizon grows, beside that by the likelihood ratio; with the spectral radii of the"
                        + " steps, which say why.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class GradientStudyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EXPERIMENT-OR-RUN",
            description =
                    "A built-in experiment (see 'waymark list') or an experiment file, with a random network as the policy; or"
                            + " the folder of a run, whose policy and episodes of it are then used.")
    private String subject;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "30",
            description = "Imagined rollouts, each with a gradient of its own, at least 2. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(names = "--horizon", paramLabel = "T", description = "The longest horizon. Default: that of the task.")
    private Integer horizon;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "gradient-study",
            description = "Folder for norm.svg, variance.svg, radius.svg and gradients.csv. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Mixin
    private ExperimentOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (samples < 2) {
            throw new UsageException("--samples: expected ≥ 2, found " + samples);
        }
        Optional<RunFolder> run = Files.isDirectory(Path.of(subject))
                ? Optional.of(ExperimentOptions.refusing(() -> RunFolder.open(Path.of(subject))))
                : Optional.empty();
        Experiment experiment = run.map(folder -> options.of(folder, List.of()))
                .orElseGet(() -> options.find(subject).experiment());
        int most = experiment.task().horizon();
        int longest = horizon == null ? most : horizon;
        if (longest < 1 || longest > most) {
            throw new UsageException("--horizon: expected from 1 to " + most + ", found " + longest);
        }
        try (ExperimentTask task = ExperimentOptions.build(experiment)) {
            GradientTrial trial = ExperimentOptions.refusing(
                    () -> new GradientTrial(experiment, task.task(), options.threads(), run));
            GradientStudy study = trial.study(longest, samples);
            GradientCharts.write(out, study, Path.of(subject).getFileName().toString());
            print(study);
        }
        return ExitCode.DONE;
    }

    private void print(GradientStudy study) {
        PrintWriter stdout = spec.commandLine().getOut();
        int last = study.horizons().length - 1;
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "spectral radius of a step", spread(Arrays.stream(study.radii()).flatMapToDouble(Arrays::stream)));
        rows.put("gradient at H = " + study.horizons()[0], gradient(study, 0));
        rows.put("gradient at H = " + study.horizons()[last / 2], gradient(study, last / 2));
        rows.put("gradient at H = " + study.horizons()[last], gradient(study, last));
        rows.put("charts", out.toString());
        Table.print(stdout, rows);
    }

    private static String spread(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return String.format(
                Locale.ROOT,
                "median %.3f, from %.3f to %.3f",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static String gradient(GradientStudy study, int h) {
        return String.format(
                Locale.ROOT,
                "norm %.3g; variance of one rollout %.3g back through the model, %.3g by the likelihood ratio",
                study.pathwiseNorm()[h],
                study.pathwiseVariance()[h],
                study.ratioVariance()[h]);
    }
}
