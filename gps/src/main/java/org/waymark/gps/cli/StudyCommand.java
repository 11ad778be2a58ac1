package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.waymark.gps.experiment.Settings;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.StudyFolder;
import org.waymark.gps.study.BuiltInStudy;
import org.waymark.gps.study.Seeds;
import org.waymark.gps.study.Study;
import org.waymark.gps.study.StudyPlan;
import org.waymark.gps.study.StudyRun;
import org.waymark.gps.study.StudyTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark study}. */
@Command(
        name = "study",
        description =
                "Trains variants of an experiment with several seeds each, and puts what they came to into a table and a"
                        + " plot. Runs that are complete are kept when the study is run again.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Exit codes: 0 done and all requirements met, 1 a run failed, 2 usage or configuration, 3 a requirement of the"
                    + " study ('must') is missed, 130 interrupted."
        })
final class StudyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "A built-in study (see 'waymark list'), or a study file.")
    private String study;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The study's folder; a study that was stopped goes on in it. Default: studies/NAME.")
    private Path out;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of every experiment, after the study's own settings. May be given often.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            description = "Other seeds than the study's: how many (5), from where to where (1..5), or which (1,4).")
    private String seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many runs are made at a time; changes no number. Default: all processors.")
    private Integer threads;

    @Option(
            names = "--redo",
            paramLabel = "WHICH",
            split = ",",
            description =
                    "Discards complete runs and makes them again: failed (those that failed), changed (those whose"
                            + " configuration is another one now) or all.")
    private Set<StudyRun.Redo> redo = Set.of();

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A study with the text it was read from, and the folder where its experiments are looked for. */
    private record Source(byte[] text, String name, Path folder) {}

    @Override
    public Integer call() {
        int atATime = ExperimentOptions.threads(threads);
        Source source = source();
        StudyPlan plan = plan(source);
        ExperimentOptions.refusing(() -> {
            plan.tryTasks();
            return plan;
        });
        Path path = out != null ? out : Path.of("studies").resolve(plan.study().study());
        PrintWriter err = spec.commandLine().getErr();
        try (StudyFolder folder = ExperimentOptions.refusing(
                () -> StudyFolder.open(path, plan.study().study()))) {
            StudyProgress progress = new StudyProgress(err, atATime);
            StudyRun run = ExperimentOptions.refusing(
                    () -> new StudyRun(plan, folder, redo, atATime, ExperimentOptions.commandLine(spec), progress));
            folder.write(StudyFolder.STUDY, new String(source.text(), StandardCharsets.UTF_8));
            try (Interruption interruption = Interruption.by(run::stop)) {
                return interruption.leavesWith(finish(run.run(), folder));
            }
        }
    }

    private StudyPlan plan(Source source) {
        return ExperimentOptions.refusing(() -> {
            Study bound = YamlBinder.bind(Study.class, source.text(), source.name(), List.of());
            Settings own = Settings.of(settings);
            Optional<Seeds> others = Optional.ofNullable(seeds).map(StudyCommand::seeds);
            return StudyPlan.of(
                    bound.inFolder(source.folder()),
                    name -> ExperimentOptions.file(name, source.folder()),
                    own,
                    others);
        });
    }

    private static Seeds seeds(String text) {
        try {
            return Seeds.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--seeds: " + e.getMessage(), e);
        }
    }

    private Source source() {
        Optional<BuiltInStudy> builtIn = BuiltInStudy.named(study);
        if (builtIn.isPresent()) {
            return new Source(builtIn.get().text().getBytes(StandardCharsets.UTF_8), study + ".yaml", Path.of(""));
        }
        Path file = ExperimentOptions.refusing(() -> Path.of(study));
        if (Files.isDirectory(file)) {
            throw new UsageException(study + ": is a folder, expected a study file or the name of a study");
        }
        if (!Files.exists(file)) {
            throw new UsageException(
                    study.contains("/") || study.matches(".*\\.ya?ml")
                            ? study + ": there is no such file"
                            : "there is no study '" + study + "', and no such file; did you mean '"
                                    + BuiltInStudy.nearest(study) + "'? Built in are "
                                    + String.join(", ", BuiltInStudy.NAMES));
        }
        return new Source(ExperimentOptions.read(file), study, file.resolveSibling(""));
    }

    private int finish(StudyTable table, StudyFolder folder) {
        PrintWriter stdout = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (json) {
            Map<String, Object> result = table.toMap();
            result.put("out", folder.path().toString());
            stdout.print(Json.pretty(result));
        } else {
            stdout.print(table.markdown());
        }
        stdout.flush();
        table.failures().forEach(failure -> err.println("waymark: failed: " + failure));
        if (!table.isComplete()) {
            err.println("waymark: interrupted; " + table.done() + " complete runs are in " + folder.path()
                    + ", the same command goes on from there");
            err.flush();
            return ExitCode.INTERRUPTED;
        }
        table.missed().forEach(missed -> err.println("waymark: " + missed));
        err.println("waymark: table and plot are in " + folder.path());
        err.flush();
        if (!table.missed().isEmpty()) {
            return ExitCode.BELOW_REQUIREMENT;
        }
        return table.failures().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
