package org.waymark.lqr.ilqr;

import java.util.Arrays;

/**
 * What a trajectory with gaps d is worth: the exact penalty function φ = J + ρ Σ‖d_t‖₁ (Nocedal and Wright 2006, section 18.3).
 *
 * <p>Along the step δ of the linearised model, δx' = Fδy + d and δu = k + Kδx, the slope of φ is gᵀδ − ρ‖d‖₁. The weight ρ is raised until
 * slope and curvature together promise a decrease of ½ρ‖d‖₁ or more of the full step, as equation 18.36 there has it.
 */
final class GapMerit {
    private static final double SHARE = 0.5;

    private final int n;
    private final int m;
    private final double[] change;
    private double[] state;
    private double[] next;
    private double slope;
    private double bend;
    private double gapSum;
    private double weight;

    GapMerit(int n, int m) {
        this.n = n;
        this.m = m;
        change = new double[n + m];
        state = new double[n];
        next = new double[n];
    }

    void reset() {
        weight = 0;
    }

    /** Follows the linearised model, and raises ρ as it has to be. */
    void linearize(Trajectory at, StageDerivatives d, BackwardPass by) {
        int p = n + m;
        slope = 0;
        bend = 0;
        Arrays.fill(state, 0);
        for (int t = 0; t < at.horizon(); t++) {
            System.arraycopy(state, 0, change, 0, n);
            for (int a = 0; a < m; a++) {
                double sum = by.feedforward[t][a];
                for (int j = 0; j < n; j++) {
                    sum += by.gain[t][a * n + j] * state[j];
                }
                change[n + a] = sum;
            }
            add(d.gradient[t], d.hessian[t], change, p);
            double[] f = d.jacobian[t];
            for (int i = 0; i < n; i++) {
                double sum = at.gap[t][i];
                for (int j = 0; j < p; j++) {
                    sum += f[i * p + j] * change[j];
                }
                next[i] = sum;
            }
            double[] old = state;
            state = next;
            next = old;
        }
        add(d.terminalGradient, d.terminalHessian, state, n);
        gapSum = at.gapSum;
        weight = Math.max(weight, (slope + 0.5 * Math.max(0, bend)) / ((1 - SHARE) * gapSum));
    }

    private void add(double[] g, double[] h, double[] delta, int size) {
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += h[i * size + j] * delta[j];
            }
            slope += g[i] * delta[i];
            bend += delta[i] * sum;
        }
    }

    /** φ. */
    double value(Trajectory at) {
        return at.cost + weight * at.gapSum;
    }

    /** Decrease of φ that the quadratic model expects of a step α. */
    double expected(double step) {
        return step * (weight * gapSum - slope - 0.5 * step * Math.max(0, bend));
    }
}
