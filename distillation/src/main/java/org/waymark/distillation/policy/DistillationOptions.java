package org.waymark.distillation.policy;

/**
 * How teachers are asked and a student is taught.
 *
 * @param student the network and its training
 * @param iterations rounds of collecting, asking, training and judging, ≥ 1
 * @param rollouts of each task in each iteration, ≥ 1
 * @param teacherShare β in [0, 1]: in iteration i = 0, 1, … the teacher chooses a step's control with probability βⁱ, the student
 *     otherwise (Ross, Gordon and Bagnell 2011). 1: all data are from the teacher's states. 0: all but the first iteration's are from the
 *     student's
 * @param noise what the standard deviation of a Gaussian teacher is multiplied by for the noise that is added to the controls while
 *     collecting, whoever acts, ≥ 0; 0 for none
 * @param farthest what is observed outside the box of the first iteration's observations, once that is so many times as wide, teaches
 *     nothing: there a student has lost its way, ≥ 1
 * @param actionLoss where actions are discrete
 * @param temperature τ of the teacher's scores in {@link ActionLoss#KL}, > 0
 */
public record DistillationOptions(
        StudentOptions student,
        int iterations,
        int rollouts,
        double teacherShare,
        double noise,
        double farthest,
        ActionLoss actionLoss,
        double temperature) {
    public DistillationOptions {
        require(iterations >= 1, "iterations", iterations, "≥ 1");
        require(rollouts >= 1, "rollouts", rollouts, "≥ 1");
        require(teacherShare >= 0 && teacherShare <= 1, "teacherShare", teacherShare, "in [0, 1]");
        require(noise >= 0 && Double.isFinite(noise), "noise", noise, "≥ 0");
        require(farthest >= 1, "farthest", farthest, "≥ 1");
        require(temperature > 0 && Double.isFinite(temperature), "temperature", temperature, "> 0");
    }

    /** Five iterations of ten rollouts, after the first from the student's states; the temperature is 0.01, as in Rusu et al. (2016). */
    public static DistillationOptions defaults() {
        return new DistillationOptions(StudentOptions.defaults(), 5, 10, 0, 1, 3, ActionLoss.KL, 0.01);
    }

    public DistillationOptions withStudent(StudentOptions value) {
        return new DistillationOptions(
                value, iterations, rollouts, teacherShare, noise, farthest, actionLoss, temperature);
    }

    /** Rounds, and rollouts of each task in each of them. */
    public DistillationOptions withIterations(int rounds, int rolloutsOfEach) {
        return new DistillationOptions(
                student, rounds, rolloutsOfEach, teacherShare, noise, farthest, actionLoss, temperature);
    }

    public DistillationOptions withTeacherShare(double value) {
        return new DistillationOptions(student, iterations, rollouts, value, noise, farthest, actionLoss, temperature);
    }

    public DistillationOptions withNoise(double value) {
        return new DistillationOptions(
                student, iterations, rollouts, teacherShare, value, farthest, actionLoss, temperature);
    }

    public DistillationOptions withFarthest(double value) {
        return new DistillationOptions(
                student, iterations, rollouts, teacherShare, noise, value, actionLoss, temperature);
    }

    /** The loss where actions are discrete, and the temperature that {@link ActionLoss#KL} reads. */
    public DistillationOptions withActionLoss(ActionLoss loss, double tau) {
        return new DistillationOptions(student, iterations, rollouts, teacherShare, noise, farthest, loss, tau);
    }

    private static void require(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("distillation." + name + ": " + value + " is not " + range);
        }
    }
}
