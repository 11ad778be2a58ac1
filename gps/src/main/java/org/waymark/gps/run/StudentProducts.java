package org.waymark.gps.run;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.GaussianTeacher;
import org.waymark.distillation.policy.Student;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.learner.distillation.DistillationLearner;
import org.waymark.sim.WrittenName;

/**
 * A student: for each of its tasks a run folder, named after the task, with what it does there.
 *
 * @param learner who teaches it
 * @param teachers one for each task
 * @param names of the tasks
 * @param options how it is taught
 * @param seed the one seed
 */
record StudentProducts(
        DistillationLearner learner,
        List<TeacherRun> teachers,
        List<String> names,
        DistillationOptions options,
        long seed)
        implements Products<DistillationState> {
    /** In {@code meta.json}: a digest for each teacher, none of which is to change while a run goes on. */
    static final String TEACHERS = "teachers";

    @Override
    public Map<String, Object> facts() {
        return Map.of(TEACHERS, teachers.stream().map(TeacherRun::digest).toList());
    }

    @Override
    public void prepare(RunFolder folder, List<String> commandLine, int threads) {
        for (int k = 0; k < names.size(); k++) {
            TeacherRun teacher = teachers.get(k);
            RunFolder part = RunFolder.create(folder.resolve(names.get(k)), false);
            String configuration = teacher.folder().read(RunFolder.CONFIG);
            String meta = Json.pretty(Meta.collect(commandLine, teacher.experiment(), seed, threads));
            part.writeDurably(RunFolder.CONFIG, file -> Files.writeString(file, configuration));
            part.writeDurably(RunFolder.META, file -> Files.writeString(file, meta));
            part.appear();
        }
    }

    private RunFolder part(RunFolder folder, int k) {
        return RunFolder.open(folder.resolve(names.get(k)));
    }

    @Override
    public void write(RunFolder folder, DistillationState state) {
        for (int k = 0; k < names.size(); k++) {
            RunFolder part = part(folder, k);
            PolicyFiles.writeLast(part, state.student().student().policy(k));
            if (state.best().orElseThrow().iteration() == state.iteration()) {
                PolicyFiles.write(part, state.best().orElseThrow().student().policy(k));
            }
        }
    }

    @Override
    public void restore(RunFolder folder, DistillationState state) {
        for (int k = 0; k < names.size(); k++) {
            RunFolder part = part(folder, k);
            part.delete(RunFolder.SUMMARY);
            part.makeFolder(RunFolder.POLICY);
            if (state.best().isEmpty()) {
                PolicyFiles.clear(part);
            } else {
                PolicyFiles.writeLast(part, state.student().student().policy(k));
                PolicyFiles.write(part, state.best().get().student().policy(k));
            }
        }
    }

    @Override
    public Verdict unjudged(DistillationState state) {
        return new Verdict(Double.NaN, Double.NaN, Optional.of(result(state, Map.of())));
    }

    private StudentResult result(DistillationState state, Map<String, StudentResult.InTask> tasks) {
        String kind = WrittenName.of(options.student().kind());
        int bestIteration = state.best().map(DistillationState.Best::iteration).orElse(0);
        return new StudentResult(kind, state.student().student().parameterCount(), bestIteration, tasks);
    }

    @Override
    public Verdict judge(DistillationState state) {
        Student student = state.best().orElseThrow().student();
        List<PolicyEvaluation> evaluations = new ArrayList<>();
        Map<String, StudentResult.InTask> tasks = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            PolicyEvaluation evaluation = learner.evaluate(k, student.actor(k));
            evaluations.add(evaluation);
            tasks.put(names.get(k), compared(k, evaluation));
        }
        PolicyEvaluation all = PolicyEvaluation.of(evaluations);
        return new Verdict(all.cost(), all.success(), Optional.of(result(state, tasks)));
    }

    /** With the teacher and with doing nothing. */
    private StudentResult.InTask compared(int k, PolicyEvaluation student) {
        TeacherRun run = teachers.get(k);
        PolicyEvaluation teacher =
                learner.evaluate(k, GaussianTeacher.of(run.policy()).actor());
        double idle = learner.evaluate(k, (state, observation, t, control) -> Arrays.fill(control, 0))
                .cost();
        return new StudentResult.InTask(
                new DistillationState.Reference(teacher.cost(), idle).returnOf(student.cost()),
                student.cost(),
                student.success(),
                new StudentResult.Teacher(
                        run.name(), run.policy().parameters().length, teacher.cost(), teacher.success()),
                idle);
    }

    @Override
    public void summarize(RunFolder folder, Summary summary) {
        Map<String, StudentResult.InTask> tasks =
                summary.student().map(StudentResult::tasks).orElse(Map.of());
        for (int k = 0; k < names.size(); k++) {
            if (tasks.containsKey(names.get(k))) {
                Map<String, Object> part = new LinkedHashMap<>();
                part.put("status", summary.status().key());
                part.put("algorithm", summary.algorithm());
                part.put("iterations", summary.student().orElseThrow().bestIteration());
                part.putAll(tasks.get(names.get(k)).toMap());
                part(folder, k).write(RunFolder.SUMMARY, Json.pretty(part));
            }
        }
    }
}
