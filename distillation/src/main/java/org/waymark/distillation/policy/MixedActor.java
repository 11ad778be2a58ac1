package org.waymark.distillation.policy;

import java.util.random.RandomGenerator;

/**
 * Teacher or student, a coin for each step of one rollout, with the teacher's noise on the controls: u = μ + s L_t ε_t. What is random is drawn
 * beforehand, so that a rollout that is made again is the same.
 */
final class MixedActor implements Actor {
    private final Teacher teacher;
    private final Actor first;
    private final Actor second;
    private final boolean[] byTeacher;
    private final double scale;
    /** ε, [T × m]; empty without noise. */
    private final double[] noise;

    /**
     * @param share probability that the teacher chooses a control
     * @param scale s
     */
    MixedActor(
            Teacher teacher, Actor student, EnvironmentSpec spec, double share, double scale, RandomGenerator random) {
        this.teacher = teacher;
        this.first = teacher.actor();
        this.second = student;
        this.scale = scale;
        byTeacher = new boolean[spec.horizon()];
        for (int t = 0; t < byTeacher.length; t++) {
            byTeacher[t] = random.nextDouble() < share;
        }
        boolean noisy = scale > 0 && teacher instanceof GaussianTeacher gaussian && !gaussian.isDeterministic();
        noise = noisy ? new double[spec.horizon() * spec.controlSize()] : new double[0];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
    }

    @Override
    public void act(double[] state, double[] observation, int t, double[] control) {
        (byTeacher[t] ? first : second).act(state, observation, t, control);
        if (noise.length > 0) {
            addNoise((GaussianTeacher) teacher, t, control);
        }
    }

    private void addNoise(GaussianTeacher gaussian, int t, double[] control) {
        int m = control.length;
        double[] factor = new double[m * m];
        gaussian.readFactor(t, factor);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                control[i] += scale * factor[i * m + j] * noise[t * m + j];
            }
        }
    }
}
