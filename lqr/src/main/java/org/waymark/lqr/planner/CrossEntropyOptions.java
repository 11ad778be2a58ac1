package org.waymark.lqr.planner;

/**
 * Options of the cross-entropy method; the defaults are those that Chua et al. 2018 use for the cart-pole.
 *
 * @param sampling samples, threads and scale
 * @param elites E, how many of the cheapest samples form the next mean and variance; 1…samples
 * @param iterations how often samples are drawn for one plan, ≥ 1
 * @param smoothing α of mean ← α·old + (1−α)·elite, and of the variance alike; in [0, 1)
 */
public record CrossEntropyOptions(SamplingOptions sampling, int elites, int iterations, double smoothing) {
    public CrossEntropyOptions {
        PlannerChecks.atLeast("elites", 1, elites);
        if (elites > sampling.samples()) {
            throw new IllegalArgumentException(
                    "elites: expected at most samples = " + sampling.samples() + ", found " + elites);
        }
        PlannerChecks.atLeast("iterations", 1, iterations);
        PlannerChecks.fraction("smoothing", smoothing);
    }

    public static CrossEntropyOptions defaults() {
        return new CrossEntropyOptions(SamplingOptions.defaults(), 40, 5, 0.1);
    }

    public CrossEntropyOptions withSampling(SamplingOptions newSampling) {
        return new CrossEntropyOptions(newSampling, elites, iterations, smoothing);
    }

    public CrossEntropyOptions withElites(int newElites) {
        return new CrossEntropyOptions(sampling, newElites, iterations, smoothing);
    }

    public CrossEntropyOptions withIterations(int newIterations) {
        return new CrossEntropyOptions(sampling, elites, newIterations, smoothing);
    }

    public CrossEntropyOptions withSmoothing(double newSmoothing) {
        return new CrossEntropyOptions(sampling, elites, iterations, newSmoothing);
    }
}
