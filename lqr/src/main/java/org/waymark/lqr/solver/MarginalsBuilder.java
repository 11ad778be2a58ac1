package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addProductTransposed;
import static org.waymark.lqr.matrix.RowKernels.addDots;
import static org.waymark.lqr.matrix.RowKernels.multiply;

import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;

/** Collects the marginals of y_t = [x_t;u_t], given those of x_t and the controller. */
final class MarginalsBuilder {
    private final int n;
    private final int m;
    private final TimeVaryingMatrix.Builder means;
    private final TimeVaryingMatrix.Builder covariances;
    /** K, m × n. */
    private final double[][] gain;
    /** K Σ, m × n. */
    private final double[][] product;
    /** E[u_t], [m]. */
    private final double[] controlMean;
    /** C, then KΣKᵀ + C in its lower triangle, m × m. */
    private final double[][] controlCovariance;
    /** E[y_t] and Cov[y_t] of the step last set. */
    private final double[] jointMean;

    private final double[][] jointCovariance;

    MarginalsBuilder(int horizon, int n, int m) {
        this.n = n;
        this.m = m;
        means = new TimeVaryingMatrix.Builder(horizon, n + m, 1);
        covariances = new TimeVaryingMatrix.Builder(horizon, n + m, n + m);
        gain = new double[m][n];
        product = new double[m][n];
        controlMean = new double[m];
        controlCovariance = new double[m][m];
        jointMean = new double[n + m];
        jointCovariance = new double[n + m][n + m];
    }

    /**
     * @param mean of x_t, [n]; not modified
     * @param covariance of x_t, [n × n]; not modified
     */
    void set(int t, double[] mean, double[][] covariance, LinearGaussianController controller) {
        for (int i = 0; i < m; i++) {
            controller.gain().readRow(t, i, gain[i], n);
            controller.covariance().readRow(t, i, controlCovariance[i], m);
            controlMean[i] = controller.offset().get(t, i);
        }
        addDots(mean, gain, controlMean, n, m);
        multiply(gain, covariance, product, m, n, n);
        addProductTransposed(product, gain, controlCovariance, n, m);
        System.arraycopy(mean, 0, jointMean, 0, n);
        System.arraycopy(controlMean, 0, jointMean, n, m);
        for (int i = 0; i < n; i++) {
            System.arraycopy(covariance[i], 0, jointCovariance[i], 0, n);
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(product[i], 0, jointCovariance[n + i], 0, n);
            for (int j = 0; j < n; j++) {
                jointCovariance[j][n + i] = product[i][j];
            }
            for (int j = 0; j <= i; j++) {
                jointCovariance[n + i][n + j] = controlCovariance[i][j];
                jointCovariance[n + j][n + i] = controlCovariance[i][j];
            }
        }
        for (int i = 0; i < n + m; i++) {
            means.set(t, i, 0, jointMean[i]);
            covariances.setRow(t, i, jointCovariance[i]);
        }
    }

    /** E[y_t] of the step last set; not to be modified. */
    double[] jointMean() {
        return jointMean;
    }

    /** Cov[y_t] of the step last set; not to be modified. */
    double[][] jointCovariance() {
        return jointCovariance;
    }

    /** The marginals, given the mean and covariance of x_T. */
    TrajectoryDistribution build(double[] finalMean, double[][] finalCovariance) {
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(finalCovariance[i], 0, flat, i * n, n);
        }
        return new TrajectoryDistribution(means.build(), covariances.build(), new Gaussian(finalMean, flat));
    }
}
