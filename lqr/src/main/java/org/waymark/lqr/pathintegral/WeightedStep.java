package org.waymark.lqr.pathintegral;

import java.util.Arrays;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.matrix.Cholesky;

/** What weighted deviates say about one time step: Σ w z, and the second moments around it. */
final class WeightedStep {
    /** A weighted variance below this fraction of the old one counts as none: the sample does not determine the covariance. */
    private static final double COLLAPSED = 1e-10;

    private final int m;
    private final Pi2.Options options;
    /** δ, [m]: by how much the mean moves, standardised. */
    private final double[] shift;
    /** Σ_w, [m × m]. */
    private final double[] weighted;
    /** Σ_u, [m × m]: with uniform weights if the update is centred, else the identity. */
    private final double[] yardstick;

    /**
     * @param deviates z, [N][m]; not modified
     * @param weights w, [N]; not modified
     */
    WeightedStep(double[][] deviates, double[] weights, Pi2.Options options) {
        this.m = deviates[0].length;
        this.options = options;
        double[] uniform = new double[weights.length];
        Arrays.fill(uniform, 1.0 / weights.length);
        this.shift = mean(deviates, weights);
        this.weighted = secondMoments(deviates, weights, shift);
        double[] sampleMean = mean(deviates, uniform);
        this.yardstick = options.centred() ? secondMoments(deviates, uniform, sampleMean) : identity();
        if (options.centred()) {
            for (int i = 0; i < m; i++) {
                shift[i] -= sampleMean[i];
            }
        }
    }

    private double[] mean(double[][] deviates, double[] weights) {
        double[] mean = new double[m];
        for (int n = 0; n < weights.length; n++) {
            for (int i = 0; i < m; i++) {
                mean[i] += weights[n] * deviates[n][i];
            }
        }
        return mean;
    }

    private double[] secondMoments(double[][] deviates, double[] weights, double[] mean) {
        double[] moments = new double[m * m];
        for (int n = 0; n < weights.length; n++) {
            for (int i = 0; i < m; i++) {
                double di = weights[n] * (deviates[n][i] - mean[i]);
                for (int j = 0; j < m; j++) {
                    moments[i * m + j] += di * (deviates[n][j] - mean[j]);
                }
            }
        }
        return moments;
    }

    private double[] identity() {
        double[] identity = new double[m * m];
        for (int i = 0; i < m; i++) {
            identity[i * m + i] = 1;
        }
        return identity;
    }

    /** Writes k + Lδ to row t of {@code offset}, [T × m]. */
    void moveOffset(LinearGaussianController base, int t, double[] offset) {
        for (int i = 0; i < m; i++) {
            double sum = base.offset().get(t, i);
            for (int j = 0; j <= i; j++) {
                sum += base.choleskyLower().get(t, i, j) * shift[j];
            }
            offset[t * m + i] = sum;
        }
    }

    /**
     * Writes the new covariance to matrix t of {@code covariance}, [T × m×m].
     *
     * @return false if the sample does not determine it: then it is the old one
     */
    boolean moveCovariance(LinearGaussianController base, int t, double[] covariance) {
        int at = t * m * m;
        boolean moved = options.damping() > 0 ? scale(base, t, covariance, at) : replace(base, t, covariance, at);
        if (!moved || !isPositiveDefinite(covariance, at)) {
            base.covariance().read(t, covariance, at);
            return false;
        }
        return true;
    }

    /** Not so if it has shrunk below what can be represented. */
    private boolean isPositiveDefinite(double[] covariance, int at) {
        return Cholesky.factor(Arrays.copyOfRange(covariance, at, at + m * m), 0, m);
    }

    /** C ← (tr Σ_w / tr Σ_u)^{1/d} C. */
    private boolean scale(LinearGaussianController base, int t, double[] covariance, int at) {
        double ratio = trace(weighted) / trace(yardstick);
        if (!(ratio > COLLAPSED)) {
            return false;
        }
        double factor = Math.pow(ratio, 1 / options.damping());
        base.covariance().read(t, covariance, at);
        for (int i = at; i < at + m * m; i++) {
            covariance[i] *= factor;
        }
        return true;
    }

    /** C ← L G⁻¹Σ_wG⁻ᵀ Lᵀ with Σ_u = GGᵀ, as the square of L G⁻¹ H with Σ_w = HHᵀ. */
    private boolean replace(LinearGaussianController base, int t, double[] covariance, int at) {
        if (!determines(yardstick) || !determines(weighted)) {
            return false;
        }
        Cholesky.solveLower(yardstick, 0, m, weighted, 0, m);
        double[] root = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                for (int k = j; k <= i; k++) {
                    root[i * m + j] += base.choleskyLower().get(t, i, k) * weighted[k * m + j];
                }
            }
        }
        Cholesky.square(root, 0, m, covariance, at);
        return true;
    }

    /** Factors the moments; false if they are flat in some direction. */
    private boolean determines(double[] moments) {
        double least = COLLAPSED * trace(moments);
        if (!Cholesky.factor(moments, 0, m)) {
            return false;
        }
        for (int i = 0; i < m; i++) {
            double pivot = moments[i * m + i];
            if (!(pivot * pivot > least)) {
                return false;
            }
        }
        return true;
    }

    private double trace(double[] matrix) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            sum += matrix[i * m + i];
        }
        return sum;
    }
}
