package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.waymark.distillation.Activation;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.StudentKind;
import org.waymark.distillation.policy.StudentOptions;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.run.DistillationRun;
import org.waymark.gps.run.Json;
import org.waymark.gps.run.TeacherRun;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark distill}. */
@Command(
        name = "distill",
        description = "Distils the policies of several runs into one student.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class DistillCommand implements Callable<Integer> {
    private static final DistillationOptions DEFAULTS = DistillationOptions.defaults();

    @Parameters(
            paramLabel = "TEACHER",
            arity = "1..*",
            description = "Folders of runs: their policies teach, their experiments tell the tasks.")
    private List<Path> teachers = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the result; it must not exist. For each teacher it holds a run folder.")
    private Path out;

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
        DistillationOptions options = ExperimentOptions.refusing(this::options);
        ExperimentOptions.refusing(() -> {
            DistillationRun.requireFree(out);
            return out;
        });
        List<TeacherRun> runs = teachers.stream()
                .map(path -> ExperimentOptions.refusing(() -> TeacherRun.open(path)))
                .toList();
        List<ExperimentTask> tasks = new ArrayList<>();
        try {
            for (TeacherRun run : runs) {
                tasks.add(ExperimentOptions.build(new ExperimentOptions().of(run.folder(), List.of())));
            }
            return distil(runs, tasks, options, workers);
        } finally {
            tasks.forEach(ExperimentTask::close);
        }
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

    private int distil(List<TeacherRun> runs, List<ExperimentTask> tasks, DistillationOptions options, int workers) {
        PrintWriter err = spec.commandLine().getErr();
        try (DistillationRun run = ExperimentOptions.refusing(() -> new DistillationRun(
                runs, tasks, options, seed, workers, (iteration, returns) -> report(err, iteration, returns)))) {
            Map<String, Object> summary = run.run(out, ExperimentOptions.commandLine(spec));
            print(summary);
            return ExitCode.DONE;
        }
    }

    private static void report(PrintWriter err, int iteration, Map<String, Double> returns) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%4d", iteration));
        returns.forEach(
                (name, value) -> line.append("   ").append(name).append(' ').append(number(value)));
        err.println(line);
        err.flush();
    }

    private void print(Map<String, Object> summary) {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>(summary);
            result.put("out", out.toString());
            stdout.print(Json.pretty(result));
            stdout.flush();
            return;
        }
        Map<String, String> rows = new LinkedHashMap<>();
        ((Map<?, ?>) summary.get("tasks"))
                .forEach((name, part) -> rows.put("return in " + name, words((Map<?, ?>) part)));
        rows.put("parameters", String.valueOf(((Map<?, ?>) summary.get("student")).get("parameters")));
        rows.put("environment steps", String.format(Locale.ROOT, "%,d", (Long) summary.get("environmentSteps")));
        rows.put("time", String.format(Locale.ROOT, "%.1f s", (Double) summary.get("wallSeconds")));
        rows.put("folder", out.toString());
        Table.print(stdout, rows);
    }

    private static String words(Map<?, ?> part) {
        return number((Double) part.get("return")) + " of the teacher's (cost "
                + cost(part, "policy") + ", teacher " + cost(part, "teacher") + ", doing nothing " + cost(part, "idle")
                + ")";
    }

    private static String cost(Map<?, ?> part, String whose) {
        return String.format(Locale.ROOT, "%.2f", (Double) ((Map<?, ?>) part.get(whose)).get("cost"));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }
}
