package org.waymark.lqr;

import java.util.Arrays;

/**
 * Central differences of second order, for costs that bring no derivatives of their own.
 *
 * <p>The step of coordinate i is ε·max(1, |y_i|) with ε = 2⁻¹³ ≈ 1.2e-4, near the fourth root of the machine precision, where the
 * truncation and the rounding error of a second difference are about equal (Nocedal and Wright 2006, eq. 8.9).
 */
final class FiniteDifferences {
    private static final double STEP = 0x1p-13;

    private FiniteDifferences() {}

    private interface Function {
        double at(double[] y);
    }

    static void expandRunning(Cost cost, double[] state, double[] control, int t, double weight, StageExpansion into) {
        int n = state.length;
        double[] y = Arrays.copyOf(state, n + control.length);
        System.arraycopy(control, 0, y, n, control.length);
        double[] x = new double[n];
        double[] u = new double[control.length];
        expand(
                point -> {
                    System.arraycopy(point, 0, x, 0, n);
                    System.arraycopy(point, n, u, 0, u.length);
                    return cost.running(x, u, t);
                },
                y,
                weight,
                into);
    }

    static void expandTerminal(Cost cost, double[] state, double weight, StageExpansion into) {
        expand(cost::terminal, state.clone(), weight, into);
    }

    private static void expand(Function f, double[] y, double weight, StageExpansion into) {
        int n = y.length;
        double centre = f.at(y);
        double[] plus = new double[n];
        double[] minus = new double[n];
        double[] h = new double[n];
        into.addValue(weight * centre);
        for (int i = 0; i < n; i++) {
            h[i] = STEP * Math.max(1, Math.abs(y[i]));
            plus[i] = shifted(f, y, i, h[i], i, 0);
            minus[i] = shifted(f, y, i, -h[i], i, 0);
            into.addGradient(i, weight * (plus[i] - minus[i]) / (2 * h[i]));
            into.addHessian(i, i, weight * (plus[i] - 2 * centre + minus[i]) / (h[i] * h[i]));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                // f_ij ≈ [f(+,+) − f(+,0) − f(0,+) + 2f − f(−,0) − f(0,−) + f(−,−)] / (2 h_i h_j)
                double both = shifted(f, y, i, h[i], j, h[j]) + shifted(f, y, i, -h[i], j, -h[j]);
                double mixed = (both - plus[i] - plus[j] + 2 * centre - minus[i] - minus[j]) / (2 * h[i] * h[j]);
                into.addHessian(i, j, weight * mixed);
                into.addHessian(j, i, weight * mixed);
            }
        }
    }

    private static double shifted(Function f, double[] y, int i, double di, int j, double dj) {
        double yi = y[i];
        double yj = y[j];
        y[i] += di;
        y[j] += dj;
        double value = f.at(y);
        y[j] = yj;
        y[i] = yi;
        return value;
    }
}
