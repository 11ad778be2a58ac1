package org.waymark.gps.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.RunFolderException;
import org.waymark.sim.mujoco.MujocoUnavailableException;
import picocli.CommandLine.Option;

/** The options with which an experiment is changed, and the way from its name to a task. */
final class ExperimentOptions {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The one seed of the run; the same seed gives the same numbers. Short for --set seed=N.")
    private Long seed;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of the experiment, such as algorithm.iterations=20. May be given often.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many rollouts and clusters are worked on at a time; changes no number. Default: all processors.")
    private Integer threads;

    int threads() {
        int chosen = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (chosen < 1) {
            throw new UsageException("--threads: expected ≥ 1, found " + chosen);
        }
        return chosen;
    }

    /** An experiment with the name that its runs get. */
    record Named(String name, Experiment experiment) {}

    /** A built-in experiment, or a file. */
    Named find(String nameOrFile) {
        return BuiltInExperiment.named(nameOrFile)
                .map(found -> new Named(found.name(), bind(found.text(), found.name() + ".yaml")))
                .orElseGet(() -> readFile(nameOrFile));
    }

    private Named readFile(String nameOrFile) {
        Path file = Path.of(nameOrFile);
        boolean looksLikeFile = nameOrFile.contains("/") || nameOrFile.matches(".*\\.ya?ml");
        if (Files.isDirectory(file)) {
            throw new UsageException(nameOrFile + ": is a folder, expected an experiment file or the name of an experiment");
        }
        if (!Files.exists(file)) {
            throw new UsageException(
                    looksLikeFile
                            ? nameOrFile + ": there is no such file"
                            : "there is no experiment '" + nameOrFile + "', and no such file; did you mean '"
                                    + BuiltInExperiment.nearest(nameOrFile) + "'? Built in are "
                                    + String.join(", ", BuiltInExperiment.NAMES));
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(nameOrFile + ": cannot be read (" + e + ")", e);
        }
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        Experiment experiment = refusing(() -> YamlBinder.bind(Experiment.class, bytes, nameOrFile, overrides()));
        return new Named(name, experiment);
    }

    /** The experiment of an earlier run. */
    Experiment of(RunFolder run, List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(overrides());
        String file = run.resolve(RunFolder.CONFIG).toString();
        return refusing(() -> YamlBinder.bind(Experiment.class, run.read(RunFolder.CONFIG), file, all));
    }

    private Experiment bind(String text, String source) {
        return refusing(() -> YamlBinder.bind(Experiment.class, text, source, overrides()));
    }

    private List<String> overrides() {
        List<String> all = new ArrayList<>(settings);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        return all;
    }

    static ExperimentTask build(Experiment experiment) {
        return refusing(() -> ExperimentTask.build(experiment));
    }

    /** Does something that comes before the first rollout: what the caller got wrong is a matter of usage. */
    static <R> R refusing(java.util.function.Supplier<R> work) {
        try {
            return work.get();
        } catch (ConfigurationException
                | RunFolderException
                | MujocoUnavailableException
                | IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
