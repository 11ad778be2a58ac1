package org.waymark.lqr.derivative;

import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.FiniteDifferences;
import org.waymark.lqr.Model;

/**
 * Central differences of one model about one point y = [x;u]. Mutable, for one thread.
 */
final class Differencer {
    private final Model model;
    private final double epsilon;
    private final double curvatureEpsilon;
    private final double[] lower;
    private final double[] upper;
    private final double[] state;
    private final double[] control;
    private final double[] centre;
    private final double[] plus;
    private final double[] minus;
    /** [n+m] the steps of second derivatives. */
    private final double[] widths;

    private final int n;
    private int t;
    private boolean centreKnown;

    Differencer(Model model, FiniteDifferenceOptions options) {
        this.model = model;
        epsilon = options.step();
        curvatureEpsilon = options.curvatureStep();
        n = model.stateSize();
        int m = model.controlSize();
        ControlLimits limits = options.limits().orElseGet(() -> ControlLimits.none(m));
        if (limits.size() != m) {
            throw new IllegalArgumentException(
                    "limits: expected " + m + ", one for each control of the model, found " + limits.size());
        }
        lower = limits.lower();
        upper = limits.upper();
        state = new double[n];
        control = new double[m];
        centre = new double[n];
        plus = new double[n];
        minus = new double[n];
        widths = new double[n + m];
    }

    Model model() {
        return model;
    }

    int stateSize() {
        return n;
    }

    int controlSize() {
        return control.length;
    }

    void moveTo(double[] x, double[] u, int step) {
        System.arraycopy(x, 0, state, 0, n);
        System.arraycopy(u, 0, control, 0, control.length);
        t = step;
        centreKnown = false;
    }

    /** Writes column i of the Jacobian. */
    void column(int i, double[] jacobian) {
        double h = FiniteDifferences.step(epsilon, coordinate(i));
        if (i >= n && !fits(i, h)) {
            oneSidedColumn(i, control[i - n] - lower[i - n] > upper[i - n] - control[i - n] ? -h : h, jacobian);
            return;
        }
        shifted(i, h, i, 0, plus);
        shifted(i, -h, i, 0, minus);
        for (int k = 0; k < n; k++) {
            jacobian[k * size() + i] = FiniteDifferences.first(plus[k], minus[k], h);
        }
    }

    private boolean fits(int i, double h) {
        double u = control[i - n];
        return u + h <= upper[i - n] && u - h >= lower[i - n];
    }

    private void oneSidedColumn(int i, double h, double[] jacobian) {
        if (!centreKnown) {
            model.next(state, control, t, centre);
            centreKnown = true;
        }
        shifted(i, h, i, 0, plus);
        shifted(i, 2 * h, i, 0, minus);
        for (int k = 0; k < n; k++) {
            jacobian[k * size() + i] = FiniteDifferences.oneSided(centre[k], plus[k], minus[k], h);
        }
    }

    /** Sets the steps of second derivatives, and moves the controls away from their limits by that much. */
    void makeRoom() {
        for (int i = 0; i < size(); i++) {
            widths[i] = FiniteDifferences.step(curvatureEpsilon, coordinate(i));
        }
        for (int j = 0; j < control.length; j++) {
            double h = widths[n + j];
            control[j] = Math.max(lower[j] + h, Math.min(upper[j] - h, control[j]));
        }
    }

    /** w·f(y). */
    double weightedCentre(double[] weights) {
        model.next(state, control, t, centre);
        return dot(weights, centre);
    }

    /** w·[f(y + h_i e_i) + f(y − h_i e_i)]. */
    double weightedPair(int i, double[] weights) {
        return weightedCorners(i, i, weights, 0);
    }

    double second(int i, double both, double weightedCentre) {
        return FiniteDifferences.second(both, weightedCentre, widths[i]);
    }

    double mixed(int i, int j, double[] weights, double[] both, double weightedCentre) {
        double corners = weightedCorners(i, j, weights, widths[j]);
        return FiniteDifferences.mixed(corners, both[i], both[j], weightedCentre, widths[i], widths[j]);
    }

    private double weightedCorners(int i, int j, double[] weights, double hj) {
        shifted(i, widths[i], j, hj, plus);
        shifted(i, -widths[i], j, -hj, minus);
        return dot(weights, plus) + dot(weights, minus);
    }

    private void shifted(int i, double di, int j, double dj, double[] result) {
        double yi = coordinate(i);
        double yj = coordinate(j);
        set(i, yi + di);
        set(j, coordinate(j) + dj);
        model.next(state, control, t, result);
        set(j, yj);
        set(i, yi);
    }

    private int size() {
        return n + control.length;
    }

    private double coordinate(int i) {
        return i < n ? state[i] : control[i - n];
    }

    private void set(int i, double value) {
        if (i < n) {
            state[i] = value;
        } else {
            control[i - n] = value;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
