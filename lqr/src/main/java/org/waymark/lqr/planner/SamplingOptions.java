package org.waymark.lqr.planner;

/**
 * What all sampling planners can be told.
 *
 * <p>The number of samples and the size of a batch belong to the result; the number of threads does not: any number gives the same bits.
 *
 * @param samples N, how many sequences of controls are drawn at a time, ≥ 1
 * @param batch how many of them the model predicts in one call, ≥ 1; large for networks, small for plain models
 * @param threads how many threads share the batches, the caller's being one of them, ≥ 1
 * @param scale [controlSize], how far to search: the initial standard deviation, > 0, in the unit of each control; random shooting
 *     draws within twice that. Empty: a quarter of the range between the limits, which must then be finite. Copied in and out
 * @param rest [controlSize], the control of which the first guess is made, and the end of each shifted plan. Empty: the middle of finite
 *     limits, otherwise zero or the limit next to it. Copied in and out
 */
public record SamplingOptions(int samples, int batch, int threads, double[] scale, double[] rest) {
    public SamplingOptions {
        PlannerChecks.atLeast("samples", 1, samples);
        PlannerChecks.atLeast("batch", 1, batch);
        PlannerChecks.atLeast("threads", 1, threads);
        scale = scale.clone();
        rest = rest.clone();
        for (int i = 0; i < scale.length; i++) {
            PlannerChecks.positive("scale[" + i + "]", scale[i]);
        }
        PlannerChecks.finite("rest", rest);
    }

    public static SamplingOptions defaults() {
        return new SamplingOptions(400, 64, 1, new double[0], new double[0]);
    }

    @Override
    public double[] scale() {
        return scale.clone();
    }

    @Override
    public double[] rest() {
        return rest.clone();
    }

    public SamplingOptions withSamples(int newSamples) {
        return new SamplingOptions(newSamples, batch, threads, scale, rest);
    }

    public SamplingOptions withBatch(int newBatch) {
        return new SamplingOptions(samples, newBatch, threads, scale, rest);
    }

    public SamplingOptions withThreads(int newThreads) {
        return new SamplingOptions(samples, batch, newThreads, scale, rest);
    }

    public SamplingOptions withScale(double... newScale) {
        return new SamplingOptions(samples, batch, threads, newScale, rest);
    }

    public SamplingOptions withRest(double... newRest) {
        return new SamplingOptions(samples, batch, threads, scale, newRest);
    }
}
