package org.waymark.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Rollouts like those of a learning seven-joint arm: coupled joints under smooth noise that shrinks from iteration to iteration while
 * the motion grows towards a goal. The state is angles, velocities and, with 26 entries, two points on the arm and their velocities.
 */
final class ArmRollouts {
    private static final int JOINTS = 7;
    private static final int HORIZON = 100;
    private static final double STEP = 0.05;

    private ArmRollouts() {}

    static List<Rollout> of(int stateSize, int cluster, int iteration, int count) {
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rollouts.add(rollout(stateSize, cluster, iteration, i));
        }
        return rollouts;
    }

    private static Rollout rollout(int n, int cluster, int iteration, int sample) {
        RandomGenerator goals = new RandomStreams(1).stream("goal", 0, cluster, 0);
        RandomGenerator random = new RandomStreams(1).stream("noise", iteration, cluster, sample);
        double[] goal = goals.doubles(JOINTS, -1, 1).toArray();
        double progress = Math.min(1, iteration / 8.0);
        double noise = Math.max(0.1, 1 - 0.1 * iteration);
        double[] q = new double[JOINTS];
        double[] v = new double[JOINTS];
        double[] smooth = new double[JOINTS];
        double[] states = new double[(HORIZON + 1) * n];
        double[] controls = new double[HORIZON * JOINTS];
        write(q, v, states, 0, n);
        for (int t = 0; t < HORIZON; t++) {
            for (int j = 0; j < JOINTS; j++) {
                smooth[j] = 0.8 * smooth[j] + 0.6 * random.nextGaussian();
                controls[t * JOINTS + j] =
                        6 * progress * (goal[j] - q[j]) - (0.5 + 3 * progress) * v[j] + noise * smooth[j];
            }
            for (int j = 0; j < JOINTS; j++) {
                double coupling = Math.sin(q[j] + q[(j + 1) % JOINTS]) + 0.3 * v[j] * v[(j + 2) % JOINTS];
                v[j] += STEP * (controls[t * JOINTS + j] - 0.5 * coupling - 0.2 * v[j]);
            }
            for (int j = 0; j < JOINTS; j++) {
                q[j] += STEP * v[j];
            }
            write(q, v, states, t + 1, n);
        }
        TimeVaryingMatrix x = TimeVaryingMatrix.ofVectors(HORIZON + 1, n, states);
        return new Rollout(
                x,
                TimeVaryingMatrix.ofVectors(HORIZON, JOINTS, controls),
                x,
                TimeVaryingMatrix.zeros(HORIZON, JOINTS, 1),
                0);
    }

    private static void write(double[] q, double[] v, double[] states, int t, int n) {
        int at = t * n;
        System.arraycopy(q, 0, states, at, JOINTS);
        System.arraycopy(v, 0, states, at + JOINTS, JOINTS);
        if (n == 26) {
            double yaw = 0;
            double pitch = 0;
            double[] point = new double[6];
            for (int j = 0; j < JOINTS; j++) {
                yaw += j % 2 == 0 ? q[j] : 0;
                pitch += j % 2 == 0 ? 0 : q[j];
                for (int p = 0; p < 2; p++) {
                    double length = j == JOINTS - 1 ? 0.3 * p : 0.2;
                    point[3 * p] += length * Math.cos(yaw) * Math.cos(pitch);
                    point[3 * p + 1] += length * Math.sin(yaw) * Math.cos(pitch);
                    point[3 * p + 2] += length * Math.sin(pitch);
                }
            }
            for (int i = 0; i < 6; i++) {
                states[at + 14 + i] = point[i];
                states[at + 20 + i] = t == 0 ? 0 : (point[i] - states[at - n + 14 + i]) / STEP;
            }
        }
    }
}
