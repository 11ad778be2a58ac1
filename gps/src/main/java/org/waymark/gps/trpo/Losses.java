package org.waymark.gps.trpo;

import org.waymark.distillation.DiagonalGaussian.SampleLoss;

/** Terms of the objective, each a function of one sample's mean and of the deviations. */
final class Losses {
    private Losses() {}

    /**
     * π(u|o)/π_old(u|o) · A, where u = μ_old + σ_old ε.
     *
     * @param oldMeans [samples][m]
     * @param advantages [samples] in costs: what is above 0 becomes less likely
     */
    static SampleLoss surrogate(double[][] oldMeans, double[] oldLogDeviation, double[][] noise, double[] advantages) {
        return (n, mean, logDeviation, meanSlope, logDeviationSlope) -> {
            double logRatio = 0;
            for (int j = 0; j < mean.length; j++) {
                double deviation = Math.exp(logDeviation[j]);
                double z = (oldMeans[n][j] + Math.exp(oldLogDeviation[j]) * noise[n][j] - mean[j]) / deviation;
                logRatio += 0.5 * (noise[n][j] * noise[n][j] - z * z) + oldLogDeviation[j] - logDeviation[j];
                meanSlope[j] = z / deviation;
                logDeviationSlope[j] = z * z - 1;
            }
            double loss = Math.exp(logRatio) * advantages[n];
            for (int j = 0; j < mean.length; j++) {
                meanSlope[j] *= loss;
                logDeviationSlope[j] *= loss;
            }
            return loss;
        };
    }

    /** KL(other ‖ π) at each sample. */
    static SampleLoss fromOther(double[][] otherMeans, double[] otherLogDeviation) {
        return (n, mean, logDeviation, meanSlope, logDeviationSlope) -> {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                double precision = Math.exp(-2 * logDeviation[j]);
                double error = mean[j] - otherMeans[n][j];
                double second = (Math.exp(2 * otherLogDeviation[j]) + error * error) * precision;
                sum += logDeviation[j] - otherLogDeviation[j] + 0.5 * (second - 1);
                meanSlope[j] = error * precision;
                logDeviationSlope[j] = 1 - second;
            }
            return sum;
        };
    }

    /** KL(π ‖ other) at each sample. */
    static SampleLoss toOther(double[][] otherMeans, double[] otherLogDeviation) {
        return (n, mean, logDeviation, meanSlope, logDeviationSlope) -> {
            double sum = 0;
            for (int j = 0; j < mean.length; j++) {
                double precision = Math.exp(-2 * otherLogDeviation[j]);
                double error = mean[j] - otherMeans[n][j];
                double variance = Math.exp(2 * logDeviation[j]);
                sum += otherLogDeviation[j] - logDeviation[j] + 0.5 * ((variance + error * error) * precision - 1);
                meanSlope[j] = error * precision;
                logDeviationSlope[j] = variance * precision - 1;
            }
            return sum;
        };
    }

    /** ½(KL(π ‖ other) + KL(other ‖ π)) at each sample. */
    static SampleLoss symmetric(double[][] otherMeans, double[] otherLogDeviation) {
        SampleLoss to = toOther(otherMeans, otherLogDeviation);
        SampleLoss from = fromOther(otherMeans, otherLogDeviation);
        return (n, mean, logDeviation, meanSlope, logDeviationSlope) -> {
            double sum = to.evaluate(n, mean, logDeviation, meanSlope, logDeviationSlope);
            double[] firstMean = meanSlope.clone();
            double[] firstLogDeviation = logDeviationSlope.clone();
            sum += from.evaluate(n, mean, logDeviation, meanSlope, logDeviationSlope);
            for (int j = 0; j < mean.length; j++) {
                meanSlope[j] = 0.5 * (meanSlope[j] + firstMean[j]);
                logDeviationSlope[j] = 0.5 * (logDeviationSlope[j] + firstLogDeviation[j]);
            }
            return 0.5 * sum;
        };
    }
}
