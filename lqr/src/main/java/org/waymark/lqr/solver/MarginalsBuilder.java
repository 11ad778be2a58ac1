package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.RowKernels.multiply;

import org.waymark.lqr.Gaussian;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;

/** Collects the marginals of y_t = [x_t;u_t], given those of x_t and the controller. */
final class MarginalsBuilder {
    private final int n;
    private final int m;
    private final TimeVaryingMatrix.Builder means;
    private final TimeVaryingMatrix.Builder covariances;
    /** E[y_t] of the step last set. */
    private final double[] mean;
    /** K Σ, m × n. */
    private final double[][] product;
    /** Cov[y_t] of the step last set, (n+m) × (n+m). */
    private final double[][] joint;

    MarginalsBuilder(int horizon, int n, int m) {
        this.n = n;
        this.m = m;
        means = new TimeVaryingMatrix.Builder(horizon, n + m, 1);
        covariances = new TimeVaryingMatrix.Builder(horizon, n + m, n + m);
        mean = new double[n + m];
        product = new double[m][n];
        joint = new double[n + m][n + m];
    }

    /**
     * @param stateMean of x_t, [n]; not modified
     * @param covariance of x_t, [n × n]; not modified
     * @param gain [K | k], m × (n+1); not modified
     * @param controlCovariance C, [m × m]; not modified
     */
    void set(int t, double[] stateMean, double[][] covariance, double[][] gain, double[] controlCovariance) {
        int size = n + m;
        System.arraycopy(stateMean, 0, mean, 0, n);
        multiply(gain, covariance, product, m, n, n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(covariance[i], 0, joint[i], 0, n);
        }
        for (int i = 0; i < m; i++) {
            mean[n + i] = gain[i][n] + dot(gain[i], stateMean);
            for (int j = 0; j < n; j++) {
                joint[n + i][j] = product[i][j];
                joint[j][n + i] = product[i][j];
            }
            for (int j = 0; j <= i; j++) {
                double entry = controlCovariance[i * m + j] + dot(product[i], gain[j]);
                joint[n + i][n + j] = entry;
                joint[n + j][n + i] = entry;
            }
        }
        for (int i = 0; i < size; i++) {
            means.set(t, i, 0, mean[i]);
            covariances.setRow(t, i, joint[i]);
        }
    }

    /** E[y_t] of the step last set; not to be modified. */
    double[] jointMean() {
        return mean;
    }

    /** Cov[y_t] of the step last set; not to be modified. */
    double[][] jointCovariance() {
        return joint;
    }

    /** The marginals, given the mean and covariance of x_T. */
    TrajectoryDistribution build(double[] finalMean, double[][] finalCovariance) {
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(finalCovariance[i], 0, flat, i * n, n);
        }
        return new TrajectoryDistribution(means.build(), covariances.build(), new Gaussian(finalMean, flat));
    }

    /** Σ_{j<n} a_j b_j. */
    private double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
