package org.waymark.gps.trpo;

import org.waymark.distillation.PolicyTrainer;
import org.waymark.distillation.TeachingSet;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.TrainingReport;

/** V(o, t), the cost to go: a network of the observation and of t/T, fitted by least squares. Immutable. */
public final class ValueFunction {
    private final PolicyTrainer trainer;
    private final int observationSize;

    /** @param observationSize p, ≥ 1 */
    public ValueFunction(ValueOptions options, int observationSize) {
        this.trainer = new PolicyTrainer(options.asPolicy(), observationSize + 1, 1);
        this.observationSize = observationSize;
    }

    /** A random network that has seen no data. */
    public TrainedPolicy initial(long seed) {
        return trainer.initial(seed);
    }

    static boolean isUntrained(TrainedPolicy network) {
        return network.report().status() == TrainingReport.Status.UNTRAINED;
    }

    /** V of each sample. */
    double[] predict(TrainedPolicy network, Experience experience) {
        double[] values = new double[experience.size()];
        double[] input = new double[observationSize + 1];
        double[] value = new double[1];
        for (int n = 0; n < values.length; n++) {
            read(experience, n, input);
            network.policy().mean(input, value);
            values[n] = value[0];
        }
        return values;
    }

    /**
     * Goes on training: min Σ (V(o_n, t_n) − target_n)².
     *
     * @param targets [samples] costs to go; not modified
     */
    TrainedPolicy fit(TrainedPolicy network, Experience experience, double[] targets, long seed) {
        double[] inputs = new double[targets.length * (observationSize + 1)];
        double[] input = new double[observationSize + 1];
        for (int n = 0; n < targets.length; n++) {
            read(experience, n, input);
            System.arraycopy(input, 0, inputs, n * input.length, input.length);
        }
        // in units of their variance, so that the weight decay means the same for all costs
        double[] precision = {1 / Math.max(variance(targets), Double.MIN_NORMAL)};
        return trainer.train(network, TeachingSet.of(input.length, 1, inputs, targets, precision), seed);
    }

    private void read(Experience experience, int sample, double[] input) {
        System.arraycopy(experience.observations()[sample], 0, input, 0, observationSize);
        input[observationSize] = (double) (sample % experience.horizon()) / experience.horizon();
    }

    static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean) / values.length;
        }
        return sum;
    }
}
