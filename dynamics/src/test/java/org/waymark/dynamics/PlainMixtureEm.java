package org.waymark.dynamics;

import java.util.Arrays;

/** The slow and obvious twin of {@link MixtureEm}: every density of every row, in the units of the data. */
final class PlainMixtureEm {
    private final double[][] data;
    private final double[] ridge;
    private final int components;
    private final int size;
    final double[] weights;
    final double[][] means;
    final double[][][] covariances;
    final double[][] responsibilities;

    PlainMixtureEm(double[] rows, GaussianMixture start, PriorOptions options) {
        size = start.size();
        components = start.components();
        data = new double[rows.length / size][];
        for (int n = 0; n < data.length; n++) {
            data[n] = Arrays.copyOfRange(rows, n * size, (n + 1) * size);
        }
        ridge = new double[size];
        for (int i = 0; i < size; i++) {
            ridge[i] = options.covarianceRidge() + options.relativeRidge() * pooledVariance(i);
        }
        weights = Arrays.stream(start.logWeights()).map(Math::exp).toArray();
        means = new double[components][size];
        covariances = new double[components][size][size];
        for (int k = 0; k < components; k++) {
            for (int i = 0; i < size; i++) {
                means[k][i] = start.means()[k * size + i];
                for (int j = 0; j < size; j++) {
                    covariances[k][i][j] = start.covariances()[(k * size + i) * size + j];
                }
            }
        }
        responsibilities = new double[data.length][components];
    }

    private double pooledVariance(int i) {
        double mean = Arrays.stream(data).mapToDouble(z -> z[i]).average().orElseThrow();
        return Arrays.stream(data)
                .mapToDouble(z -> (z[i] - mean) * (z[i] - mean))
                .average()
                .orElseThrow();
    }

    double expectation() {
        double logLikelihood = 0;
        for (int n = 0; n < data.length; n++) {
            double[] logs = new double[components];
            for (int k = 0; k < components; k++) {
                logs[k] = Math.log(weights[k]) + logDensity(data[n], means[k], covariances[k]);
            }
            double largest = Arrays.stream(logs).max().orElseThrow();
            double sum = Arrays.stream(logs).map(l -> Math.exp(l - largest)).sum();
            logLikelihood += largest + Math.log(sum);
            for (int k = 0; k < components; k++) {
                responsibilities[n][k] = Math.exp(logs[k] - largest) / sum;
            }
        }
        return logLikelihood;
    }

    void maximise() {
        for (int k = 0; k < components; k++) {
            double mass = 0;
            double[] mean = new double[size];
            double[][] covariance = new double[size][size];
            for (int n = 0; n < data.length; n++) {
                mass += responsibilities[n][k];
                for (int i = 0; i < size; i++) {
                    mean[i] += responsibilities[n][k] * data[n][i];
                }
            }
            for (int i = 0; i < size; i++) {
                mean[i] /= mass;
            }
            for (int n = 0; n < data.length; n++) {
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        covariance[i][j] +=
                                responsibilities[n][k] * (data[n][i] - mean[i]) * (data[n][j] - mean[j]) / mass;
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                covariance[i][i] += ridge[i];
            }
            weights[k] = mass / data.length;
            means[k] = mean;
            covariances[k] = covariance;
        }
    }

    /** By Gaussian elimination of [Σ | z − μ]. */
    static double logDensity(double[] z, double[] mean, double[][] covariance) {
        int n = z.length;
        double[][] a = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(covariance[i], 0, a[i], 0, n);
            a[i][n] = z[i] - mean[i];
        }
        double logDeterminant = 0;
        double square = 0;
        for (int p = 0; p < n; p++) {
            logDeterminant += Math.log(a[p][p]);
            square += a[p][n] * a[p][n] / a[p][p];
            for (int i = p + 1; i < n; i++) {
                double factor = a[i][p] / a[p][p];
                for (int j = p; j <= n; j++) {
                    a[i][j] -= factor * a[p][j];
                }
            }
        }
        return -0.5 * (n * Math.log(2 * Math.PI) + logDeterminant + square);
    }
}
