package org.waymark.dynamics.learned;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.waymark.distillation.BatchNetwork;

/**
 * The loss of one network on some transitions and its gradient; one for each thread.
 *
 * <p>L = 1/(B d) Σ_i Σ_j [(μ_ij − y_ij)² e^{−ℓ_ij} + ℓ_ij] + 0.01 Σ_j (ℓmax_j − ℓmin_j), or the mean squared error without noise; plus
 * ½ Σ ω_l ‖W_l‖².
 */
final class MemberLoss {
    /** Of the width of the bounds of the log-variances. */
    private static final double BOUND_WEIGHT = 0.01;

    final BatchNetwork network;
    private final ModelOptions options;
    private final int outputs;
    private final boolean probabilistic;
    private final LogVariance variance;
    private final double[] x;
    private final double[] y;

    /**
     * @param x whitened inputs, [N × network.room(0)]; not modified
     * @param y whitened outputs, [N × outputs]; not modified
     */
    MemberLoss(ModelOptions options, BatchNetwork network, int outputs, double[] x, double[] y) {
        this.options = options;
        this.network = network;
        this.outputs = outputs;
        this.x = x;
        this.y = y;
        probabilistic = options.isProbabilistic();
        variance = new LogVariance(outputs);
    }

    /** How many numbers the parameters of a member are. */
    int parameterCount() {
        return network.parameterCount() + (probabilistic ? 2 * outputs : 0);
    }

    /**
     * Writes ∂L/∂θ and returns L.
     *
     * @param order indices of transitions; those from {@code from} to {@code from + count} are used
     * @param gradient [parameterCount]; overwritten
     */
    double evaluate(double[] parameters, int[] order, int from, int count, double[] gradient) {
        double[] found = forward(parameters, order, from, count);
        int bounds = network.parameterCount();
        Arrays.fill(gradient, bounds, gradient.length, 0);
        if (probabilistic) {
            variance.setBounds(parameters, bounds);
        }
        double loss = 0;
        int stride = network.room(network.layers());
        double[] slope = network.outputSlope();
        double share = 1.0 / (count * outputs);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < outputs; j++) {
                int at = i * stride + j;
                double error = found[at] - y[order[from + i] * outputs + j];
                if (probabilistic) {
                    loss += share * gaussian(bounds, j, found, at, error, share, slope, gradient);
                } else {
                    loss += share * error * error;
                    slope[at] = share * 2 * error;
                }
            }
        }
        network.backward(parameters, count, gradient, false);
        return loss + addBounds(parameters, gradient) + addDecay(parameters, gradient);
    }

    private double gaussian(
            int bounds, int j, double[] found, int at, double error, double share, double[] slope, double[] gradient) {
        double v = variance.evaluate(j, found[at + outputs]);
        double weighted = error / v;
        slope[at] = share * 2 * weighted;
        double d = share * (1 - error * weighted);
        slope[at + outputs] = d * variance.slope();
        gradient[bounds + j] += d * variance.slopeOfMaximum();
        gradient[bounds + outputs + j] += d * variance.slopeOfMinimum();
        return error * weighted + Math.log(v);
    }

    private double addBounds(double[] parameters, double[] gradient) {
        double sum = 0;
        int bounds = network.parameterCount();
        for (int j = 0; probabilistic && j < outputs; j++) {
            sum += BOUND_WEIGHT * (parameters[bounds + j] - parameters[bounds + outputs + j]);
            gradient[bounds + j] += BOUND_WEIGHT;
            gradient[bounds + outputs + j] -= BOUND_WEIGHT;
        }
        return sum;
    }

    private double addDecay(double[] parameters, double[] gradient) {
        double sum = 0;
        for (int l = 0; l < network.layers(); l++) {
            double decay = options.weightDecayOf(l);
            for (int k = network.weightsAt(l); k < network.biasesAt(l); k++) {
                sum += 0.5 * decay * parameters[k] * parameters[k];
                gradient[k] += decay * parameters[k];
            }
        }
        return sum;
    }

    /**
     * 1/N Σ_i e_i over some transitions, with e_i = 1/d Σ_j (μ_ij − y_ij)² w_j.
     *
     * @param order all of these indices are used
     * @param weights w, [outputs]
     */
    double squaredError(double[] parameters, int[] order, double[] weights) {
        return error(parameters, order, weights, e -> e);
    }

    /** As {@link #squaredError}, or 1/N Σ_i √e_i: what the options mean by the error on the data held out. */
    double heldOutError(double[] parameters, int[] order, double[] weights) {
        return switch (options.holdOutError()) {
            case MEAN_SQUARE -> squaredError(parameters, order, weights);
            case MEAN_DISTANCE -> error(parameters, order, weights, Math::sqrt);
        };
    }

    private double error(double[] parameters, int[] order, double[] weights, DoubleUnaryOperator ofOne) {
        int stride = network.room(network.layers());
        double sum = 0;
        for (int from = 0; from < order.length; from += network.batch()) {
            int count = Math.min(network.batch(), order.length - from);
            double[] found = forward(parameters, order, from, count);
            for (int i = 0; i < count; i++) {
                double squares = 0;
                for (int j = 0; j < outputs; j++) {
                    double error = found[i * stride + j] - y[order[from + i] * outputs + j];
                    squares += weights[j] * error * error;
                }
                sum += ofOne.applyAsDouble(squares / outputs);
            }
        }
        return sum / order.length;
    }

    private double[] forward(double[] parameters, int[] order, int from, int count) {
        double[] inputs = network.inputs();
        int stride = network.room(0);
        for (int i = 0; i < count; i++) {
            System.arraycopy(x, order[from + i] * stride, inputs, i * stride, stride);
        }
        return network.forward(parameters, count);
    }
}
