package org.waymark.lqr.estimation;

import java.util.Arrays;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The Kalman filter of a linear-Gaussian plant, constant or time-varying: x_t given the measurements so far is N(m, P).
 *
 * <pre>
 *   update:   ν = y − Cm − d,  S = CPCᵀ + V,  L = PCᵀS⁻¹,   m ← m + Lν,   P ← (I − LC)P(I − LC)ᵀ + LVLᵀ
 *   predict:  m ← Am + Bu + f,   P ← APAᵀ + D
 * </pre>
 *
 * <p>The covariance is updated in Joseph's form, which leaves it symmetric and positive semidefinite whatever the rounding of L (Bucy and
 * Joseph 1968). A model of one step is the same at every t and never ends; one of T steps ends with x_T.
 *
 * <p>Mutable; one per thread. Nothing is allocated after construction.
 */
public final class KalmanFilter implements Estimator {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final LinearGaussianModel model;
    private final LinearGaussianSensor sensor;
    private final int n;
    private final int m;
    private final int p;
    private final double[] startMean;
    private final double[] startCovariance;

    private final double[] mean;
    private final double[] covariance;
    /** [A B], n × (n+m). */
    private final double[] transition;
    /** C of the rows that are seen, in the first ones. */
    private final double[] matrix;
    /** V of the rows that are seen. */
    private final double[] noise;
    /** S, then its factor. */
    private final double[] spread;
    /** CP, then Lᵀ = S⁻¹CP; p × n. */
    private final double[] gainTransposed;
    /** I − LC. */
    private final double[] left;

    private final double[] product;
    private final double[] joined;
    private final double[] nextMean;
    private final double[] innovation;
    private final double[] whitened;
    private final boolean[] all;
    private int t;
    private double logLikelihood;

    /**
     * @throws IllegalArgumentException if the sensor is for another size of state, or neither constant nor for t = 0…T
     * @throws NonFiniteException if the model holds a NaN or an infinity
     */
    public KalmanFilter(LinearGaussianModel model, LinearGaussianSensor sensor) {
        this.model = model;
        this.sensor = sensor;
        n = model.stateSize();
        m = model.controlSize();
        p = sensor.measurementSize();
        int steps = sensor.matrix().steps() == 1 ? 1 : model.horizon() + 1;
        sensor.matrix().requireShape("sensor matrix", steps, p, n);
        if (model.horizon() < 1) {
            throw new IllegalArgumentException("model: expected at least one step, found none");
        }
        startMean = model.initialState().mean();
        startCovariance = model.initialState().covariance();
        NonFiniteException.check("transition", model.transition().toArray(), -1);
        NonFiniteException.check("offset", model.offset().toArray(), -1);
        NonFiniteException.check("noise", model.noise().toArray(), -1);
        NonFiniteException.check("mean of x_0", startMean, -1);
        NonFiniteException.check("covariance of x_0", startCovariance, -1);
        mean = new double[n];
        covariance = new double[n * n];
        transition = new double[n * (n + m)];
        matrix = new double[p * n];
        noise = new double[p * p];
        spread = new double[p * p];
        gainTransposed = new double[p * n];
        left = new double[n * n];
        product = new double[Math.max(n, p) * n];
        joined = new double[n + m];
        nextMean = new double[n];
        innovation = new double[p];
        whitened = new double[p];
        all = new boolean[p];
        Arrays.fill(all, true);
        reset();
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
        System.arraycopy(startMean, 0, mean, 0, n);
        System.arraycopy(startCovariance, 0, covariance, 0, n * n);
        Arrays.fill(innovation, 0);
        t = 0;
        logLikelihood = 0;
    }

    @Override
    public boolean update(double[] measurement) {
        return update(measurement, all);
    }

    /**
     * Takes in the entries of y_t that were seen.
     *
     * @param measurement [p]; entries not seen are not read; not modified
     * @param seen [p]; not modified
     * @return as {@link #update(double[])}
     */
    public boolean update(double[] measurement, boolean[] seen) {
        requireSize("measurement", measurement.length, p);
        requireSize("seen", seen.length, p);
        int count = readSensor(measurement, seen);
        if (count == 0) {
            return true;
        }
        // CP, and S = CPCᵀ + V
        multiply(matrix, covariance, gainTransposed, count, n, n);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                spread[i * count + j] = noise[i * count + j] + dot(gainTransposed, i * n, matrix, j * n, n);
            }
        }
        if (!Cholesky.factor(spread, 0, count)) {
            return false;
        }
        System.arraycopy(innovation, 0, whitened, 0, count);
        Cholesky.solveLower(spread, 0, count, whitened, 0, 1);
        logLikelihood -= 0.5
                * (count * LOG_2_PI + Cholesky.logDeterminant(spread, 0, count) + dot(whitened, 0, whitened, 0, count));
        Cholesky.solve(spread, 0, count, gainTransposed, 0, n);
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                mean[i] += gainTransposed[k * n + i] * innovation[k];
            }
        }
        joseph(count);
        return true;
    }

    /** Gathers C, V and ν of the rows that are seen; returns their number. */
    private int readSensor(double[] measurement, boolean[] seen) {
        int at = sensor.matrix().steps() == 1 ? 0 : t;
        int count = 0;
        for (int i = 0; i < p; i++) {
            if (seen[i]) {
                if (!Double.isFinite(measurement[i])) {
                    throw new NonFiniteException("measurement", measurement[i], t, i);
                }
                double predicted = sensor.offset().get(at, i);
                for (int j = 0; j < n; j++) {
                    matrix[count * n + j] = sensor.matrix().get(at, i, j);
                    predicted += matrix[count * n + j] * mean[j];
                }
                innovation[count++] = measurement[i] - predicted;
            }
        }
        int row = 0;
        for (int i = 0; i < p; i++) {
            int col = 0;
            for (int j = 0; j < p && seen[i]; j++) {
                if (seen[j]) {
                    noise[row * count + col++] = sensor.noise().get(at, i, j);
                }
            }
            row += seen[i] ? 1 : 0;
        }
        return count;
    }

    private void joseph(int count) {
        // I − LC
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = 0; k < count; k++) {
                    sum -= gainTransposed[k * n + i] * matrix[k * n + j];
                }
                left[i * n + j] = sum;
            }
        }
        congruence(left, n, null);
        // + LVLᵀ
        multiply(noise, gainTransposed, product, count, count, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i * n + j];
                for (int k = 0; k < count; k++) {
                    sum += gainTransposed[k * n + i] * product[k * n + j];
                }
                covariance[i * n + j] = sum;
                covariance[j * n + i] = sum;
            }
        }
    }

    @Override
    public void predict(double[] control) {
        requireSize("control", control.length, m);
        NonFiniteException.check("control", control, t);
        int at = model.horizon() == 1 ? 0 : t;
        if (at >= model.horizon()) {
            throw new IllegalStateException("the model ends at t = " + model.horizon());
        }
        model.transition().read(at, transition);
        System.arraycopy(mean, 0, joined, 0, n);
        System.arraycopy(control, 0, joined, n, m);
        model.offset().read(at, nextMean);
        model.transition().multiplyAdd(at, joined, nextMean);
        System.arraycopy(nextMean, 0, mean, 0, n);
        congruence(transition, n + m, model.noise());
        t++;
    }

    /** P ← MPMᵀ + D_t, symmetric to the last bit, M being the first n columns of rows of length {@code stride}. */
    private void congruence(double[] factor, int stride, TimeVaryingMatrix added) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product[i * n + j] = dot(factor, i * stride, covariance, j * n, n);
            }
        }
        int at = model.horizon() == 1 ? 0 : t;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = dot(product, i * n, factor, j * stride, n);
                if (added != null) {
                    sum += added.get(at, i, j);
                }
                covariance[i * n + j] = sum;
                covariance[j * n + i] = sum;
            }
        }
    }

    @Override
    public void mean(double[] out) {
        System.arraycopy(mean, 0, out, 0, n);
    }

    /** Writes P into {@code out}, [n × n], row-major. */
    public void covariance(double[] out) {
        System.arraycopy(covariance, 0, out, 0, n * n);
    }

    /** N(m, P), newly allocated. */
    public Gaussian estimate() {
        return new Gaussian(mean, covariance);
    }

    /** Writes ν of the last update into {@code out}, [p]; with missing entries, those seen come first. */
    public void innovation(double[] out) {
        System.arraycopy(innovation, 0, out, 0, p);
    }

    /** Σ log N(ν; 0, S) of all updates since the last reset: the log of the density of the measurements, in nats. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** t, the number of predictions since the last reset. */
    public int time() {
        return t;
    }

    private static void multiply(double[] a, double[] b, double[] out, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += a[i * inner + k] * b[k * cols + j];
                }
                out[i * cols + j] = sum;
            }
        }
    }

    static double dot(double[] a, int at, double[] b, int bAt, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[at + k] * b[bAt + k];
        }
        return sum;
    }

    static void requireSize(String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + ": expected [" + expected + "], found [" + found + "]");
        }
    }
}
