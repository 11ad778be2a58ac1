package org.waymark.lqr.estimation;

import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RowMajor;
import org.waymark.lqr.riccati.LinearQuadraticProblem;

/**
 * The filter of {@link SteadyKalman} at work: m ← m + L(y − Cm), then m ← Am + Bu + f. It neither knows nor needs a covariance.
 *
 * <p>Mutable; one per thread. Nothing is allocated after construction.
 */
public final class SteadyFilter implements Estimator {
    private final int n;
    private final int m;
    private final int p;
    private final double[][] a;
    private final double[][] b;
    private final double[] drift;
    private final double[][] c;
    private final double[][] gain;
    private final double[] start;
    private final double[] mean;
    private final double[] next;
    private final double[] innovation;

    /**
     * @param plant A, B and f are used; not its cost
     * @param c C, p × n
     * @param gain L, n × p, see {@link SteadyKalman#gain}
     * @param start the prior mean of x_0, [n]
     * @throws IllegalArgumentException naming what has another shape
     */
    public SteadyFilter(LinearQuadraticProblem plant, double[][] c, double[][] gain, double[] start) {
        n = plant.stateSize();
        m = plant.controlSize();
        p = RowMajor.rowCount("C", c);
        a = plant.a();
        b = plant.b();
        drift = plant.drift();
        this.c = RowMajor.rows(RowMajor.read("C", c, p, n), p, n);
        this.gain = RowMajor.rows(RowMajor.read("L", gain, n, p), n, p);
        KalmanFilter.requireSize("mean of x_0", start.length, n);
        NonFiniteException.check("mean of x_0", start, -1);
        this.start = start.clone();
        mean = start.clone();
        next = new double[n];
        innovation = new double[p];
    }

    @Override
    public int stateSize() {
        return n;
    }

    @Override
    public int controlSize() {
        return m;
    }

    @Override
    public int measurementSize() {
        return p;
    }

    @Override
    public void reset() {
        System.arraycopy(start, 0, mean, 0, n);
    }

    @Override
    public boolean update(double[] measurement) {
        KalmanFilter.requireSize("measurement", measurement.length, p);
        NonFiniteException.check("measurement", measurement, -1);
        for (int i = 0; i < p; i++) {
            innovation[i] = measurement[i] - KalmanFilter.dot(c[i], 0, mean, 0, n);
        }
        for (int i = 0; i < n; i++) {
            mean[i] += KalmanFilter.dot(gain[i], 0, innovation, 0, p);
        }
        return true;
    }

    @Override
    public void predict(double[] control) {
        KalmanFilter.requireSize("control", control.length, m);
        NonFiniteException.check("control", control, -1);
        for (int i = 0; i < n; i++) {
            next[i] = drift[i] + KalmanFilter.dot(a[i], 0, mean, 0, n) + KalmanFilter.dot(b[i], 0, control, 0, m);
        }
        System.arraycopy(next, 0, mean, 0, n);
    }

    @Override
    public void mean(double[] out) {
        System.arraycopy(mean, 0, out, 0, n);
    }
}
