package org.waymark.lqr;

import java.util.Arrays;

/**
 * The formulas of central differences, with an error of second order in the step, and what a cost gets by them that brings no
 * derivatives of its own.
 *
 * <p>The step of coordinate i is ε·max(1, |y_i|). Truncation and rounding errors are about equal at ε near the cube root of the machine
 * precision for first and near its fourth root for second derivatives (Nocedal and Wright 2006, section 8.1). Costs are differenced
 * with the latter for both.
 */
public final class FiniteDifferences {
    /** ε = 2⁻¹⁷ ≈ 7.6e-6, for first derivatives: their error is about 1e-10 for functions near 1. */
    public static final double FIRST_STEP = 0x1p-17;

    /** ε = 2⁻¹³ ≈ 1.2e-4, for second derivatives: their error is about 1e-8 for functions near 1. */
    public static final double SECOND_STEP = 0x1p-13;

    private FiniteDifferences() {}

    private interface Function {
        double at(double[] y);
    }

    /** h = ε·max(1, |y|). */
    public static double step(double epsilon, double y) {
        return epsilon * Math.max(1, Math.abs(y));
    }

    /** f' ≈ [f(y+h) − f(y−h)] / 2h. */
    public static double first(double plus, double minus, double h) {
        return (plus - minus) / (2 * h);
    }

    /** f'(y) ≈ [−3 f(y) + 4 f(y+h) − f(y+2h)] / 2h, where y must not be crossed; h may be negative. */
    public static double oneSided(double centre, double near, double far, double h) {
        return (4 * (near - centre) - (far - centre)) / (2 * h);
    }

    /**
     * f'' ≈ [f(y+h) − 2 f(y) + f(y−h)] / h².
     *
     * @param both f(y+h) + f(y−h)
     */
    public static double second(double both, double centre, double h) {
        return (both - 2 * centre) / (h * h);
    }

    /**
     * f_ij ≈ [f(+,+) − f(+,0) − f(0,+) + 2f − f(−,0) − f(0,−) + f(−,−)] / 2 h_i h_j.
     *
     * @param both f(+,+) + f(−,−)
     * @param iBoth f(+,0) + f(−,0)
     * @param jBoth f(0,+) + f(0,−)
     */
    public static double mixed(double both, double iBoth, double jBoth, double centre, double hi, double hj) {
        return (both - iBoth - jBoth + 2 * centre) / (2 * hi * hj);
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
        double[] both = new double[n];
        double[] h = new double[n];
        into.addValue(weight * centre);
        for (int i = 0; i < n; i++) {
            h[i] = step(SECOND_STEP, y[i]);
            double plus = shifted(f, y, i, h[i], i, 0);
            double minus = shifted(f, y, i, -h[i], i, 0);
            both[i] = plus + minus;
            into.addGradient(i, weight * first(plus, minus, h[i]));
            into.addHessian(i, i, weight * second(both[i], centre, h[i]));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double corners = shifted(f, y, i, h[i], j, h[j]) + shifted(f, y, i, -h[i], j, -h[j]);
                double mixed = weight * mixed(corners, both[i], both[j], centre, h[i], h[j]);
                into.addHessian(i, j, mixed);
                into.addHessian(j, i, mixed);
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
