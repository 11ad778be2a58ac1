package org.waymark.gps.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import org.waymark.distillation.Activation;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.StudentKind;
import org.waymark.distillation.policy.StudentOptions;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.run.Distillation;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.SavedRun;
import org.waymark.gps.run.Summary;
import org.waymark.gps.run.TeacherRun;
import org.waymark.gps.run.TrainingRun;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code waymark distill}. */
@Command(
        name = "distill",
        description = "Distils the policies of several runs into one student.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class DistillCommand implements Callable<Integer> {
    private static final DistillationOptions DEFAULTS = DistillationOptions.defaults();
    private static final String RESUME = "--resume";
    private static final List<String> WITH_RESUME = List.of(RESUME, "--threads", "--json");

    @Parameters(
            paramLabel = "TEACHER",
            arity = "0..*",
            description = "Folders of runs: their policies teach, their experiments tell the tasks.")
    private List<Path> teachers = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the result; it must not exist. For each teacher it holds a run folder.")
    private Path out;

    @Option(
            names = RESUME,
            paramLabel = "DIR",
            description = "Instead of TEACHERs and --out: goes on with the distillation in this folder from its last"
                    + " checkpoint, to the numbers that it would have had without a stop.")
    private Path resume;

    @Option(names = "--seed", paramLabel = "N", description = "The one seed. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--student",
            paramLabel = "UNITS",
            split = ",",
            description = "Units of the student's hidden layers, such as 64,64. Default: 42,42.")
    private int[] hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Of the hidden layers, relu or tanh. Default: relu.")
    private Activation activation = DEFAULTS.student().activation();

    @ArgGroup
    private Kind kind = new Kind();

    /** At most one of them. */
    private static final class Kind {
        @Option(names = "--heads", description = "Hidden layers for all tasks, a last layer for each. The default.")
        private boolean heads;

        @Option(names = "--task-input", description = "All layers for all tasks; an input tells which task it is.")
        private boolean taskInput;

        @Option(
                names = "--single-head",
                description =
                        "All layers for all tasks, which must look the same; the student is not told which it is.")
        private boolean single;

        StudentKind chosen() {
            if (single) {
                return StudentKind.SINGLE;
            }
            return taskInput ? StudentKind.TASK_INPUT : StudentKind.HEADS;
        }
    }

    /** On whose states the teachers are asked. */
    enum On {
        TEACHER,
        STUDENT
    }

    @Option(
            names = "--on",
            paramLabel = "WHOM",
            description = "Whose states the teachers are asked about after the first iteration: teacher or student."
                    + " Default: student.")
    private On on = On.STUDENT;

    @Option(
            names = "--mixture",
            paramLabel = "B",
            description =
                    "With --on student: the teacher still chooses a control with probability B to the power of the"
                            + " iteration, counted from 0. Default: 0.")
    private Double mixture;

    @Option(names = "--iterations", paramLabel = "N", description = "Rounds of collecting and training. Default: 5.")
    private int iterations = DEFAULTS.iterations();

    @Option(names = "--rollouts", paramLabel = "N", description = "Of each task in each iteration. Default: 10.")
    private int rollouts = DEFAULTS.rollouts();

    @Option(
            names = "--noise",
            paramLabel = "S",
            description =
                    "How many of the teacher's standard deviations of noise are added while collecting. Default: 1.")
    private double noise = DEFAULTS.noise();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Training steps in one iteration, over all tasks. Default: 6000.")
    private int steps = DEFAULTS.student().steps();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many rollouts are made at a time; changes no number. Default: all processors.")
    private Integer threads;

    @Option(names = "--json", description = "Prints the result as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int workers = ExperimentOptions.threads(threads);
        if (resume != null) {
            return resumed(workers);
        }
        if (teachers.isEmpty() || out == null) {
            throw new ParameterException(
                    spec.commandLine(), "expected TEACHERs and --out, or --resume with the folder of a distillation");
        }
        DistillationOptions options = ExperimentOptions.refusing(this::options);
        ExperimentOptions.refusing(() -> {
            RunFolder.requireNothing(out);
            return out;
        });
        List<TeacherRun> runs = teachers.stream()
                .map(path -> ExperimentOptions.refusing(() -> TeacherRun.open(path)))
                .toList();
        Distillation distillation = new Distillation(runs, options, seed);
        return distil(distillation, workers, (run, progress) -> {
            RunFolder folder = ExperimentOptions.refusing(() -> RunFolder.createDistillation(out));
            List<String> commandLine = ExperimentOptions.commandLine(spec);
            return watched().finish(run, folder, () -> run.run(folder, distillation.yaml(), commandLine), progress);
        });
    }

    private int resumed(int workers) {
        ParseResult said = spec.commandLine().getParseResult();
        if (said.hasMatchedPositional(0)) {
            throw new UsageException(
                    "--resume: takes no TEACHER; the distillation has its own, in " + RunFolder.DISTILLATION);
        }
        for (OptionSpec option : said.matchedOptions()) {
            if (!WITH_RESUME.contains(option.longestName())) {
                throw new UsageException("--resume: takes no " + option.longestName()
                        + "; the distillation goes on as it was begun, where it is");
            }
        }
        SavedRun saved = ExperimentOptions.refusing(() -> SavedRun.openDistillation(resume));
        Optional<Summary> finished = saved.finished();
        if (finished.isPresent()) {
            return watched().finished(saved, finished.get());
        }
        Distillation distillation = ExperimentOptions.refusing(() -> Distillation.of(saved));
        return distil(distillation, workers, (run, progress) -> watched()
                .resume(run, saved, distillation.options().iterations(), progress));
    }

    private WatchedRun watched() {
        return new WatchedRun(spec, json, summary -> ExitCode.DONE);
    }

    private DistillationOptions options() {
        if (mixture != null && on == On.TEACHER) {
            throw new UsageException("--mixture: goes with --on student, found --on teacher");
        }
        StudentOptions student = DEFAULTS.student()
                .withKind(kind.chosen())
                .withActivation(activation)
                .withSteps(steps);
        double share = on == On.TEACHER ? 1 : mixture == null ? 0 : mixture;
        return DEFAULTS.withStudent(hidden == null ? student : student.withHidden(hidden))
                .withIterations(iterations, rollouts)
                .withTeacherShare(share)
                .withNoise(noise);
    }

    /** Builds the tasks of the teachers, and has their student taught; the exit code. */
    private int distil(Distillation distillation, int workers, ToIntBiFunction<TrainingRun<?>, Progress> teaching) {
        Progress progress = Progress.ofStudent(
                spec.commandLine().getErr(), distillation.options().iterations());
        List<ExperimentTask> tasks = new ArrayList<>();
        try {
            for (TeacherRun run : distillation.teachers()) {
                tasks.add(ExperimentOptions.build(new ExperimentOptions().of(run.folder(), List.of())));
            }
            try (TrainingRun<?> run =
                    ExperimentOptions.refusing(() -> distillation.prepare(tasks, workers, progress))) {
                return teaching.applyAsInt(run, progress);
            }
        } finally {
            tasks.forEach(ExperimentTask::close);
        }
    }
}
