package org.waymark.distillation.policy;

/**
 * One task of a student, and who teaches it.
 *
 * @param name of teacher and task, for messages
 * @param teacher whom the student imitates
 * @param environment where it acts
 */
public record TaughtTask(String name, Teacher teacher, Environment environment) {
    /** @throws IllegalArgumentException if the teacher cannot act in the environment; the message names it */
    public TaughtTask {
        try {
            teacher.requireFits(environment.spec());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("teacher " + name + ": " + e.getMessage(), e);
        }
    }

    int observationSize() {
        return environment.spec().observationSize();
    }

    int outputSize() {
        return teacher.outputSize();
    }
}
