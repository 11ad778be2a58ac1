package org.waymark.gps.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.GaussianTeacher;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.learner.distillation.DistillationLearner;
import org.waymark.gps.learner.distillation.Subject;

/**
 * The policies of several runs that are to become one student.
 *
 * @param teachers one for each task
 * @param options how the student is taught
 * @param seed the one seed
 */
public record Distillation(List<TeacherRun> teachers, DistillationOptions options, long seed) {
    private static final String ALGORITHM = "distillation";

    public Distillation {
        teachers = List.copyOf(teachers);
    }

    /**
     * What {@code distillation.yaml} holds.
     *
     * @param teachers their folders, as they were given
     * @param distillation how the student is taught
     * @param seed the one seed
     */
    record Configuration(List<String> teachers, DistillationOptions distillation, long seed) {}

    /**
     * Reads one back that has begun.
     *
     * @throws RunFolderException if a teacher is not there any more, or has changed, or if the folder of a task is not there; the message
     *     names it
     */
    public static Distillation of(SavedRun saved) {
        Configuration configuration = YamlBinder.bind(
                Configuration.class,
                saved.configuration(),
                saved.folder().resolve(RunFolder.DISTILLATION).toString(),
                List.of());
        List<TeacherRun> teachers = new ArrayList<>();
        for (String name : configuration.teachers) {
            teachers.add(teacher(saved, name, teachers.size()));
        }
        Distillation distillation = new Distillation(teachers, configuration.distillation, configuration.seed);
        distillation.names().forEach(name -> RunFolder.open(saved.folder().resolve(name)));
        return distillation;
    }

    private static TeacherRun teacher(SavedRun saved, String name, int k) {
        Path path = found(saved, name);
        TeacherRun teacher;
        try {
            teacher = TeacherRun.open(name, path);
        } catch (RunFolderException e) {
            throw new RunFolderException(
                    saved.folder().path() + ": its teacher cannot be read any more: " + e.getMessage(), e);
        }
        boolean same = saved.meta().get(StudentProducts.TEACHERS) instanceof List<?> digests
                && k < digests.size()
                && teacher.digest().equals(digests.get(k));
        if (!same) {
            throw new RunFolderException(saved.folder().path() + ": its teacher " + path
                    + " has another policy or experiment than when this was begun; distil anew");
        }
        return teacher;
    }

    /** A relative path begins where the command was given or, if it leads nowhere from there, where this one is. */
    private static Path found(SavedRun saved, String name) {
        Path then = Path.of(String.valueOf(saved.meta().get(Meta.WORKING_DIRECTORY)), "")
                .resolve(name);
        return Files.exists(then) ? then : Path.of(name);
    }

    /** As {@code distillation.yaml} has it. */
    public String yaml() {
        return YamlBinder.write(
                new Configuration(teachers.stream().map(TeacherRun::name).toList(), options, seed));
    }

    /**
     * Prepares the run; nothing is simulated yet.
     *
     * @param tasks those of the teachers, in their order; not closed by this
     * @param threads how many rollouts are made at a time; changes no result
     * @throws IllegalArgumentException if one student cannot take all teachers; the message names one that does not fit
     */
    public TrainingRun<DistillationState> prepare(
            List<ExperimentTask> tasks, int threads, TrainingRun.Listener listener) {
        List<String> names = names();
        List<Subject> subjects = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            TeacherRun teacher = teachers.get(k);
            subjects.add(new Subject(
                    names.get(k),
                    teacher.folder().path().toString(),
                    GaussianTeacher.of(teacher.policy()),
                    tasks.get(k).task(),
                    tasks.get(k).plant().observationNames()));
        }
        TrainingRun.Phases phases = new TrainingRun.Phases();
        DistillationLearner learner = new DistillationLearner(subjects, options, seed, threads, phases);
        String all = String.join(", ", names);
        return new TrainingRun<>(
                new Plan(all, ALGORITHM, all, seed, options.iterations()),
                learner,
                new StudentProducts(learner, teachers, names, options, seed),
                Optional.empty(),
                phases,
                threads,
                listener);
    }

    /** The experiments of the teachers, numbered where several have the same, or one the name of something else in the folder. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (TeacherRun teacher : teachers) {
            String name = teacher.experiment();
            for (int i = 2; names.contains(name) || RunFolder.isTaken(name); i++) {
                name = teacher.experiment() + "-" + i;
            }
            names.add(name);
        }
        return names;
    }
}
