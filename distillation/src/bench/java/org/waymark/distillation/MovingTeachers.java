package org.waymark.distillation;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/**
 * Four time-varying linear teachers of a seven-joint arm that improve from lesson to lesson, as in guided policy search: 26
 * observations (joint angles, their velocities, six coordinates of two points, their velocities), 7 controls, 100 steps.
 *
 * <p>Joints are double integrators of unequal inertia G. The teacher of cluster c at lesson s pulls along a path to its own goal, with
 * gains that rise with s and a random part that couples everything; its precisions go with G⁻² and rise tenfold towards the end.
 * Rollouts are those of the previous lesson's teachers, labelled by the present ones.
 */
final class MovingTeachers {
    static final int LESSONS = 8;
    private static final int CLUSTERS = 4;
    private static final int HORIZON = 100;
    private static final int ROLLOUTS = 5;
    private static final int JOINTS = 7;
    private static final int OBSERVATIONS = 26;
    private static final double TIME_STEP = 0.05;
    private static final double[] INERTIA = {3.09, 1.08, 0.393, 0.674, 0.111, 0.152, 0.098};

    private final RandomStreams streams;
    private final double[] goals;
    private final double[] reach;
    private final double[] coupling;

    MovingTeachers(long seed) {
        streams = new RandomStreams(seed);
        goals = gaussian("goals", CLUSTERS * JOINTS);
        reach = gaussian("reach", 6 * JOINTS);
        coupling = gaussian("coupling", CLUSTERS * JOINTS * OBSERVATIONS);
    }

    private double[] gaussian(String purpose, int count) {
        RandomGenerator random = streams.stream(purpose, 0, 0, 0);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** What lesson s teaches: states visited by the teachers of lesson s − 1, targets of those of lesson s. */
    TeachingSet lesson(int s) {
        return rollouts("lesson", Math.max(0, s - 1), s, 1);
    }

    /** Fresh states of the teachers of lesson s themselves, with {@code noise} times the usual exploration. */
    TeachingSet heldOut(int s, double noise) {
        return rollouts("held out " + noise, s, s, noise);
    }

    private TeachingSet rollouts(String purpose, int driver, int teacher, double noise) {
        int count = CLUSTERS * ROLLOUTS * HORIZON;
        double[] observations = new double[count * OBSERVATIONS];
        double[] targets = new double[count * JOINTS];
        double[] precisions = new double[count * JOINTS * JOINTS];
        int n = 0;
        for (int c = 0; c < CLUSTERS; c++) {
            for (int rollout = 0; rollout < ROLLOUTS; rollout++) {
                RandomGenerator random = streams.stream(purpose, teacher, c, rollout);
                double[] state = new double[2 * JOINTS];
                double[] observation = new double[OBSERVATIONS];
                double[] control = new double[JOINTS];
                double[] push = new double[JOINTS];
                for (int t = 0; t < HORIZON; t++, n++) {
                    observe(state, observation);
                    control(teacher, c, t, observation, control);
                    System.arraycopy(observation, 0, observations, n * OBSERVATIONS, OBSERVATIONS);
                    System.arraycopy(control, 0, targets, n * JOINTS, JOINTS);
                    for (int j = 0; j < JOINTS; j++) {
                        precisions[(n * JOINTS + j) * JOINTS + j] = precision(teacher, t, j);
                    }
                    control(driver, c, t, observation, control);
                    for (int j = 0; j < JOINTS; j++) {
                        // Noise with a memory of about ten steps.
                        push[j] = 0.9 * push[j] + 0.44 * random.nextGaussian();
                        control[j] += noise * push[j] / Math.sqrt(precision(driver, t, j));
                        state[JOINTS + j] += TIME_STEP * (control[j] / INERTIA[j] - 0.4 * state[JOINTS + j]);
                        state[j] += TIME_STEP * state[JOINTS + j];
                    }
                }
            }
        }
        return TeachingSet.of(OBSERVATIONS, JOINTS, observations, targets, precisions);
    }

    private void observe(double[] state, double[] observation) {
        System.arraycopy(state, 0, observation, 0, 2 * JOINTS);
        for (int k = 0; k < 6; k++) {
            double position = 0;
            double velocity = 0;
            for (int j = 0; j < JOINTS; j++) {
                double angle = state[j] + 2 * reach[k * JOINTS + j];
                position += 0.25 * reach[k * JOINTS + j] * Math.sin(angle);
                velocity += 0.25 * reach[k * JOINTS + j] * Math.cos(angle) * state[JOINTS + j];
            }
            observation[2 * JOINTS + k] = position;
            observation[2 * JOINTS + 6 + k] = velocity;
        }
    }

    private void control(int lesson, int c, int t, double[] observation, double[] control) {
        double skill = (lesson + 1.0) / LESSONS;
        double stiffness = 4 + 12 * skill * (1 + 0.3 * Math.sin(0.06 * t + c));
        double progress = Math.min(1, (t + 1) / 60.0);
        double path = progress * progress * (3 - 2 * progress);
        for (int j = 0; j < JOINTS; j++) {
            double error = observation[j] - 0.6 * skill * path * goals[c * JOINTS + j];
            double pull = -stiffness * error - 2 * Math.sqrt(stiffness) * observation[JOINTS + j];
            for (int i = 0; i < OBSERVATIONS; i++) {
                pull += 0.3 * skill * coupling[(c * JOINTS + j) * OBSERVATIONS + i] * observation[i];
            }
            control[j] = INERTIA[j] * pull;
        }
    }

    private static double precision(int lesson, int t, int j) {
        return (2 + 4.0 * lesson) * Math.pow(10, t / (double) HORIZON) / (20 * INERTIA[j] * INERTIA[j]);
    }
}
