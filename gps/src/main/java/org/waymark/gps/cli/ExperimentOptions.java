package org.waymark.gps.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentFile;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.Settings;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.RunFolderException;
import org.waymark.sim.mujoco.MujocoUnavailableException;
import picocli.CommandLine.Model.CommandSpec;
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
            description =
                    "How many rollouts and clusters are worked on at a time; changes no number. Default: all processors.")
    private Integer threads;

    int threads() {
        return threads(threads);
    }

    /** Refuses what would change an experiment that is to stay as it is. */
    void requireUnchanged(String why) {
        if (seed != null) {
            throw new UsageException(why + ": takes no --seed");
        }
        if (!settings.isEmpty()) {
            throw new UsageException(why + ": takes no --set");
        }
    }

    /** So many, or as there are processors. */
    static int threads(Integer wanted) {
        int chosen = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        if (chosen < 1) {
            throw new UsageException("--threads: expected ≥ 1, found " + chosen);
        }
        return chosen;
    }

    /** An experiment with the name that its runs get. */
    record Named(String name, Experiment experiment) {}

    /** A built-in experiment, or a file. */
    Named find(String nameOrFile) {
        return find(nameOrFile, List.of());
    }

    /** The same, changed by {@code more} and by these options. */
    Named find(String nameOrFile, List<String> more) {
        ExperimentFile file = file(nameOrFile, Path.of(""));
        return new Named(file.name(), bind(file, more));
    }

    /** The seed of an earlier run. */
    static long seed(RunFolder run) {
        Path file = run.resolve(RunFolder.CONFIG);
        return refusing(() -> ExperimentFile.of("", read(file), file.toString(), run.path())
                .bind(List.of())
                .seed());
    }

    /** The experiment of an earlier run, changed by {@code more} and by these options. */
    Experiment of(RunFolder run, List<String> more) {
        Path file = run.resolve(RunFolder.CONFIG);
        return bind(refusing(() -> ExperimentFile.of("", read(file), file.toString(), run.path())), more);
    }

    /**
     * The text of an experiment.
     *
     * @param nameOrFile a built-in experiment, or a file
     * @param folder where a relative path begins
     */
    static ExperimentFile file(String nameOrFile, Path folder) {
        return BuiltInExperiment.named(nameOrFile).map(BuiltInExperiment::file).orElseGet(() -> {
            Path file = existing(nameOrFile, folder);
            String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            return refusing(() -> ExperimentFile.of(name, read(file), file.toString(), file.resolveSibling("")));
        });
    }

    private static Path existing(String nameOrFile, Path folder) {
        Path file = refusing(() -> folder.resolve(nameOrFile));
        if (Files.isDirectory(file)) {
            throw new UsageException(
                    nameOrFile + ": is a folder, expected an experiment file or the name of an experiment");
        }
        if (Files.exists(file)) {
            return file;
        }
        if (nameOrFile.contains("/") || nameOrFile.matches(".*\\.ya?ml")) {
            throw new UsageException(nameOrFile + ": there is no such file");
        }
        throw new UsageException("there is no experiment '" + nameOrFile + "', and no such file; did you mean '"
                + BuiltInExperiment.nearest(nameOrFile) + "'? Built in are "
                + String.join(", ", BuiltInExperiment.NAMES));
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private Experiment bind(ExperimentFile file, List<String> more) {
        List<String> overrides = new ArrayList<>(more);
        overrides.addAll(settings);
        if (seed != null) {
            overrides.add("seed=" + seed);
        }
        return refusing(() -> file.bind(List.of(Settings.of(overrides))));
    }

    /** What was typed. */
    static List<String> commandLine(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of("waymark"));
        words.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return words;
    }

    static ExperimentTask build(Experiment experiment) {
        return refusing(() -> ExperimentTask.build(experiment));
    }

    /** Does something that comes before the first rollout: what the caller got wrong is a matter of usage. */
    static <R> R refusing(Supplier<R> work) {
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
