package org.waymark.lqr.planner;

/**
 * Options of model predictive path integral control.
 *
 * @param sampling samples, threads and scale
 * @param temperature λ > 0, in the unit of the cost: samples dearer than the cheapest by λ weigh 1/e as much
 * @param iterations how often samples are drawn for one plan, ≥ 1
 * @param correlation β of the noise between neighbouring time steps, ε_k = βε_{k−1} + √(1−β²) w_k; in [0, 1): 0 is white, near 1 smooth
 * @param noiseCovariance Σ, [controlSize × controlSize], row-major, symmetric, positive definite: the covariance of the noise at each
 *     time step. Empty: the squares of the sampling scale on the diagonal. Copied in and out
 */
public record MppiOptions(
        SamplingOptions sampling, double temperature, int iterations, double correlation, double[] noiseCovariance) {
    public MppiOptions {
        PlannerChecks.positive("temperature", temperature);
        PlannerChecks.atLeast("iterations", 1, iterations);
        PlannerChecks.fraction("correlation", correlation);
        noiseCovariance = noiseCovariance.clone();
    }

    public static MppiOptions defaults() {
        return new MppiOptions(SamplingOptions.defaults(), 1, 1, 0, new double[0]);
    }

    @Override
    public double[] noiseCovariance() {
        return noiseCovariance.clone();
    }

    public MppiOptions withSampling(SamplingOptions newSampling) {
        return new MppiOptions(newSampling, temperature, iterations, correlation, noiseCovariance);
    }

    public MppiOptions withTemperature(double newTemperature) {
        return new MppiOptions(sampling, newTemperature, iterations, correlation, noiseCovariance);
    }

    public MppiOptions withIterations(int newIterations) {
        return new MppiOptions(sampling, temperature, newIterations, correlation, noiseCovariance);
    }

    public MppiOptions withCorrelation(double newCorrelation) {
        return new MppiOptions(sampling, temperature, iterations, newCorrelation, noiseCovariance);
    }

    public MppiOptions withNoiseCovariance(double... newNoiseCovariance) {
        return new MppiOptions(sampling, temperature, iterations, correlation, newNoiseCovariance);
    }
}
