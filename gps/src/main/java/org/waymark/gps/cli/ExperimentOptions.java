package org.waymark.gps.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.RunFolderException;
import org.waymark.sim.mujoco.Mjcf;
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
            description =
                    "How many rollouts and clusters are worked on at a time; changes no number. Default: all processors.")
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
        BuiltInExperiment builtIn = BuiltInExperiment.named(nameOrFile).orElse(null);
        if (builtIn != null) {
            byte[] text = builtIn.text().getBytes(StandardCharsets.UTF_8);
            return new Named(nameOrFile, bind(text, nameOrFile + ".yaml", Path.of(""), List.of()));
        }
        Path file = file(nameOrFile);
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return new Named(name, bind(read(file), nameOrFile, file.resolveSibling(""), List.of()));
    }

    /** The experiment of an earlier run, changed by {@code more} and by these options. */
    Experiment of(RunFolder run, List<String> more) {
        Path file = run.resolve(RunFolder.CONFIG);
        return bind(read(file), file.toString(), run.path(), more);
    }

    private static Path file(String nameOrFile) {
        Path file = refusing(() -> Path.of(nameOrFile));
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

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read (" + e + ")", e);
        }
    }

    /** Binds a file; a relative {@code task.model} in it is taken from the file's folder, on the command line from here. */
    private Experiment bind(byte[] text, String source, Path folder, List<String> more) {
        List<String> overrides = new ArrayList<>(more);
        overrides.addAll(settings);
        if (seed != null) {
            overrides.add("seed=" + seed);
        }
        return refusing(() -> {
            Experiment bound = YamlBinder.bind(Experiment.class, text, source, overrides);
            if (bound.task().model().flatMap(Mjcf::builtIn).isPresent()
                    || bound.task().model().isEmpty()) {
                return bound;
            }
            boolean fromHere = settings.stream().anyMatch(one -> one.matches("task(\\.model)?\\s*=.*"));
            Path model = (fromHere ? Path.of("") : folder)
                    .resolve(bound.task().model().get())
                    .toAbsolutePath()
                    .normalize();
            overrides.add("task.model='" + model.toString().replace("'", "''") + "'");
            return YamlBinder.bind(Experiment.class, text, source, overrides);
        });
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
