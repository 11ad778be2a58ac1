package org.waymark.gps.learner.distillation;

import java.util.List;
import org.waymark.distillation.policy.GaussianTeacher;
import org.waymark.gps.algorithm.Task;

/**
 * What a student is taught in one task.
 *
 * @param name of the task, different from the other subjects', for metrics
 * @param teacherName for messages
 * @param teacher whom the student imitates
 * @param task where it acts
 * @param observationNames one for each entry of an observation
 */
public record Subject(
        String name, String teacherName, GaussianTeacher teacher, Task task, List<String> observationNames) {
    public Subject {
        observationNames = List.copyOf(observationNames);
    }
}
