package org.waymark.gps.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waymark.distillation.policy.Actor;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.GaussianTeacher;
import org.waymark.distillation.policy.PolicyDistillation;
import org.waymark.distillation.policy.Student;
import org.waymark.distillation.policy.TaughtTask;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.SimulatedEnvironment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;

/**
 * The policies of several runs into one student, written down as it goes.
 *
 * <p>The folder holds {@code distillation.yaml}, {@code meta.json}, {@code metrics.jsonl} and {@code summary.json}, and for each teacher a folder
 * with what the student does in its task: a run folder itself, with {@code config.yaml} of the teacher and {@code policy/}.
 */
public final class DistillationRun implements AutoCloseable {
    public static final String OPTIONS = "distillation.yaml";

    private final List<Part> parts = new ArrayList<>();
    private final DistillationOptions options;
    private final long seed;
    private final int threads;
    private final Listener listener;
    private final PolicyDistillation loop;
    private final List<String> lines = new ArrayList<>();

    /** One teacher, its task, and what the folder of its part is called. */
    private record Part(String name, TeacherRun teacher, SimulatedEnvironment environment, Actor actor) {}

    /**
     * What {@code distillation.yaml} holds.
     *
     * @param teachers their folders
     * @param distillation how the student is taught
     * @param seed the one seed
     */
    record Configuration(List<String> teachers, DistillationOptions distillation, long seed) {}

    /** Is told how a run proceeds, on its thread. */
    public interface Listener {
        /** An iteration, counted from 1, is complete; {@code returns} are the student's, by the names of the parts. */
        void iterationDone(int iteration, Map<String, Double> returns);
    }

    /**
     * Prepares a run; nothing is simulated yet.
     *
     * @param tasks those of the teachers, in their order; not closed by this
     * @throws IllegalArgumentException if one student cannot take all teachers; the message names one that does not fit
     */
    public DistillationRun(
            List<TeacherRun> teachers,
            List<ExperimentTask> tasks,
            DistillationOptions options,
            long seed,
            int threads,
            Listener listener) {
        this.options = options;
        this.seed = seed;
        this.threads = threads;
        this.listener = listener;
        try {
            List<TaughtTask> taught = new ArrayList<>();
            for (int k = 0; k < teachers.size(); k++) {
                taught.add(taught(teachers.get(k), tasks.get(k), k));
            }
            loop = new PolicyDistillation(taught, options, seed);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private TaughtTask taught(TeacherRun teacher, ExperimentTask task, int k) {
        GaussianTeacher policy = GaussianTeacher.of(teacher.policy());
        SimulatedEnvironment environment =
                new SimulatedEnvironment(task.task(), task.plant().observationNames(), seed, k, threads);
        parts.add(new Part(unused(teacher.experiment()), teacher, environment, policy.actor()));
        return new TaughtTask(teacher.folder().path().toString(), policy, environment);
    }

    /** The name, numbered if another teacher is of the same experiment. */
    private String unused(String name) {
        String candidate = name;
        for (int i = 2; names().contains(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    private List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * Checks that nothing is in the way of a result at {@code out}.
     *
     * @throws RunFolderException if something is
     */
    public static void requireFree(Path out) {
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunFolderException("--out " + out + ": exists already; give another folder");
        }
    }

    /**
     * Distils to the end and returns the summary.
     *
     * @param out the folder to make
     * @param commandLine what to write down as the command
     */
    public Map<String, Object> run(Path out, List<String> commandLine) {
        long began = System.nanoTime();
        List<RunFolder> folders = folders(out, commandLine);
        DistillationState state = loop.initialState();
        while (state.iteration() < options.iterations()) {
            state = loop.iterate(state);
            accept(state, out, folders, began);
        }
        DistillationState.Best best = state.best().orElseThrow();
        Map<String, Object> summary = summary(state, best, folders, began);
        write(out, RunFolder.SUMMARY, Json.pretty(summary));
        return summary;
    }

    private List<RunFolder> folders(Path out, List<String> commandLine) {
        requireFree(out);
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new RunFolderException("--out " + out + ": cannot be written to (" + RunFolder.reason(e) + ")", e);
        }
        List<String> teachers = parts.stream()
                .map(part -> part.teacher.folder().path().toString())
                .toList();
        write(out, OPTIONS, YamlBinder.write(new Configuration(teachers, options, seed)));
        write(out, RunFolder.META, Json.pretty(Meta.collect(commandLine, "distillation", seed, threads)));
        List<RunFolder> folders = new ArrayList<>();
        for (Part part : parts) {
            RunFolder folder = RunFolder.create(out.resolve(part.name), false);
            folder.write(RunFolder.CONFIG, part.teacher.folder().read(RunFolder.CONFIG));
            folder.write(
                    RunFolder.META, Json.pretty(Meta.collect(commandLine, part.teacher.experiment(), seed, threads)));
            folder.appear();
            folders.add(folder);
        }
        return folders;
    }

    private void accept(DistillationState state, Path out, List<RunFolder> folders, long began) {
        Map<String, Double> returns = new LinkedHashMap<>();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("iteration", state.iteration());
        for (int k = 0; k < parts.size(); k++) {
            String name = parts.get(k).name;
            returns.put(name, state.returns().get(k));
            line.put("policy/return/" + name, state.returns().get(k));
            line.put("policy/cost/" + name, state.costs().get(k));
            line.put("loss/before/" + name, state.student().lossBefore().get(k));
            line.put("loss/after/" + name, state.student().lossAfter().get(k));
            line.put("samples/" + name, state.data().get(k).size());
        }
        line.put("steps/environment", environmentSteps());
        line.put("time/elapsed", seconds(began));
        lines.add(Json.line(line));
        write(out, RunFolder.METRICS, String.join("\n", lines) + "\n");
        Student best = state.best().orElseThrow().student();
        for (int k = 0; k < parts.size(); k++) {
            PolicyFiles.write(folders.get(k), best.policy(k));
        }
        listener.iterationDone(state.iteration(), returns);
    }

    private long environmentSteps() {
        return parts.stream().mapToLong(part -> part.environment.steps()).sum();
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) * 1e-9;
    }

    private Map<String, Object> summary(
            DistillationState state, DistillationState.Best best, List<RunFolder> folders, long began) {
        Map<String, Object> tasks = new LinkedHashMap<>();
        for (int k = 0; k < parts.size(); k++) {
            Map<String, Object> part = judged(parts.get(k), best.student().actor(k));
            tasks.put(parts.get(k).name, part);
            folders.get(k).write(RunFolder.SUMMARY, Json.pretty(partSummary(part, best)));
        }
        Map<String, Object> student = new LinkedHashMap<>();
        student.put(
                "kind", options.student().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        student.put("parameters", best.student().parameterCount());
        student.put("bestIteration", best.iteration());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("status", Summary.Status.DONE.key());
        summary.put("seed", seed);
        summary.put("iterations", state.iteration());
        summary.put("environmentSteps", environmentSteps());
        summary.put("student", student);
        summary.put("tasks", tasks);
        summary.put("wallSeconds", seconds(began));
        return summary;
    }

    /** Teacher and student from the evaluation starts. */
    private static Map<String, Object> judged(Part part, Actor student) {
        PolicyEvaluation taught = part.environment.evaluate(student);
        PolicyEvaluation teacher = part.environment.evaluate(part.actor);
        double idle = part.environment
                .evaluate((state, observation, t, control) -> Arrays.fill(control, 0))
                .cost();
        Map<String, Object> from = result(teacher);
        from.put("run", part.teacher.folder().path().toString());
        from.put("parameters", part.teacher.policy().parameters().length);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("return", new DistillationState.Reference(teacher.cost(), idle).returnOf(taught.cost()));
        result.put("policy", result(taught));
        result.put("teacher", from);
        result.put("idle", Map.of("cost", idle));
        return result;
    }

    private static Map<String, Object> result(PolicyEvaluation evaluation) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cost", evaluation.cost());
        result.put("success", evaluation.success());
        return result;
    }

    private static Map<String, Object> partSummary(Map<String, Object> part, DistillationState.Best best) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("status", Summary.Status.DONE.key());
        summary.put("algorithm", "distillation");
        summary.put("iterations", best.iteration());
        summary.putAll(part);
        return summary;
    }

    private static void write(Path out, String name, String text) {
        AtomicFile.write(out.resolve(name), aside -> Files.writeString(aside, text));
    }

    /** Closes the simulators. */
    @Override
    public void close() {
        parts.forEach(part -> part.environment.close());
    }
}
