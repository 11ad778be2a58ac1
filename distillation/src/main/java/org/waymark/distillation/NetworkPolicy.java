package org.waymark.distillation;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Policy;
import org.waymark.lqr.matrix.RowKernels;

/**
 * A Gaussian policy whose mean is a dense network: u ~ N(c + S·f((o − a)/d), Σ) or, if it is squashed, u ~ N(c + S·tanh f((o − a)/d), Σ).
 *
 * <p>f is a chain of dense layers on whitened observations, (a, d) the {@link #observationWhitening}, (c, S) the
 * {@link #controlWhitening}, Σ a constant covariance. Squashed means stay within c ± S. Immutable and thread-safe; evaluated on plain arrays, without allocation after a
 * thread's first call.
 */
public final class NetworkPolicy implements Policy {
    private final LayerLayout layout;
    private final Activation activation;
    private final double[] parameters;
    private final Whitening observationWhitening;
    private final Whitening controlWhitening;
    private final double[] covariance;
    private final boolean squashed;
    /** Weights of each layer as [in × out], so that the inner loop runs along contiguous outputs. */
    private final double[][] byInput;

    private final ThreadLocal<double[][]> workspace;

    /** A policy that is not squashed; parameters as in the other constructor. */
    public NetworkPolicy(
            int[] sizes,
            Activation activation,
            double[] parameters,
            Whitening observationWhitening,
            Whitening controlWhitening,
            double[] covariance) {
        this(sizes, activation, parameters, observationWhitening, controlWhitening, covariance, false);
    }

    /**
     * @param sizes units of each layer: observation, hidden layers, control; at least two, each ≥ 1
     * @param parameters for each layer the weights [out × in], row-major, then the biases [out]
     * @param observationWhitening of size sizes[0]
     * @param controlWhitening of size sizes[last]
     * @param covariance Σ, [m × m], row-major, symmetric, positive semidefinite
     * @param squashed whether the hyperbolic tangent is applied to what the last layer gives
     * @throws IllegalArgumentException if shapes disagree
     * @throws NonFiniteException if a number is NaN or infinite
     */
    public NetworkPolicy(
            int[] sizes,
            Activation activation,
            double[] parameters,
            Whitening observationWhitening,
            Whitening controlWhitening,
            double[] covariance,
            boolean squashed) {
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "policy sizes: expected at least two numbers ≥ 1, found " + Arrays.toString(sizes));
        }
        this.layout = new LayerLayout(sizes);
        this.activation = activation;
        int m = sizes[sizes.length - 1];
        requireLength("policy parameters", layout.parameterCount, parameters.length);
        requireLength("policy observation whitening", sizes[0], observationWhitening.size());
        requireLength("policy control whitening", m, controlWhitening.size());
        requireLength("policy covariance", m * m, covariance.length);
        NonFiniteException.check("policy parameter", parameters, -1);
        NonFiniteException.check("policy covariance", covariance, -1);
        this.parameters = parameters.clone();
        this.observationWhitening = observationWhitening;
        this.controlWhitening = controlWhitening;
        this.covariance = covariance.clone();
        this.squashed = squashed;
        this.byInput = transpose(layout, parameters);
        int widest = Arrays.stream(sizes).max().getAsInt();
        this.workspace = ThreadLocal.withInitial(() -> new double[2][widest]);
    }

    private static double[][] transpose(LayerLayout layout, double[] parameters) {
        double[][] transposed = new double[layout.layers()][];
        for (int l = 0; l < transposed.length; l++) {
            int in = layout.sizes[l];
            int out = layout.sizes[l + 1];
            transposed[l] = new double[in * out];
            for (int j = 0; j < out; j++) {
                for (int i = 0; i < in; i++) {
                    transposed[l][i * out + j] = parameters[layout.weightsAt[l] + j * in + i];
                }
            }
        }
        return transposed;
    }

    @Override
    public int observationSize() {
        return layout.sizes[0];
    }

    @Override
    public int controlSize() {
        return layout.sizes[layout.layers()];
    }

    @Override
    public void mean(double[] observation, double[] control) {
        requireLength("observation", observationSize(), observation.length);
        requireLength("control", controlSize(), control.length);
        double[][] buffers = workspace.get();
        double[] input = buffers[0];
        double[] output = buffers[1];
        for (int i = 0; i < observation.length; i++) {
            input[i] = (observation[i] - observationWhitening.meanAt(i)) / observationWhitening.deviationAt(i);
        }
        int layers = layout.layers();
        for (int l = 0; l < layers; l++) {
            dense(l, input, output);
            if (l < layers - 1) {
                activation.apply(output, 0, layout.sizes[l + 1]);
            }
            double[] swap = input;
            input = output;
            output = swap;
        }
        if (squashed) {
            Activation.TANH.apply(input, 0, control.length);
        }
        for (int j = 0; j < control.length; j++) {
            control[j] = controlWhitening.meanAt(j) + controlWhitening.deviationAt(j) * input[j];
        }
    }

    /**
     * Writes ∂μ/∂o. Allocates its workspace.
     *
     * @param observation [p]; not modified
     * @param jacobian [m × p], row-major, in units of controls over those of observations; overwritten
     */
    public void jacobian(double[] observation, double[] jacobian) {
        int p = observationSize();
        requireLength("observation", p, observation.length);
        requireLength("jacobian", controlSize() * p, jacobian.length);
        double[] input = new double[p];
        double[][] slopes = new double[p][p];
        for (int i = 0; i < p; i++) {
            input[i] = (observation[i] - observationWhitening.meanAt(i)) / observationWhitening.deviationAt(i);
            slopes[i][i] = 1 / observationWhitening.deviationAt(i);
        }
        for (int l = 0; l < layout.layers(); l++) {
            double[] output = new double[layout.sizes[l + 1]];
            dense(l, input, output);
            slopes = chained(l, slopes, p);
            if (l < layout.layers() - 1) {
                for (int j = 0; j < output.length; j++) {
                    RowKernels.scale(activation.derivative(output[j]), slopes[j], p);
                }
                activation.apply(output, 0, output.length);
            }
            input = output;
        }
        for (int j = 0; j < controlSize(); j++) {
            double outer = squashed ? Activation.TANH.derivative(input[j]) : 1;
            RowKernels.scale(outer * controlWhitening.deviationAt(j), slopes[j], p);
            System.arraycopy(slopes[j], 0, jacobian, j * p, p);
        }
    }

    /** W S, for the weights W of a layer and slopes S [in][p]. */
    private double[][] chained(int layer, double[][] slopes, int p) {
        int in = layout.sizes[layer];
        double[][] result = new double[layout.sizes[layer + 1]][p];
        double[] weights = new double[in];
        for (int j = 0; j < result.length; j++) {
            System.arraycopy(parameters, layout.weightsAt[layer] + j * in, weights, 0, in);
            RowKernels.addCombination(weights, slopes, result[j], in, p);
        }
        return result;
    }

    /** output = W input + b. */
    private void dense(int layer, double[] input, double[] output) {
        int in = layout.sizes[layer];
        int out = layout.sizes[layer + 1];
        double[] weights = byInput[layer];
        System.arraycopy(parameters, layout.biasesAt[layer], output, 0, out);
        for (int i = 0; i < in; i++) {
            double x = input[i];
            int row = i * out;
            for (int j = 0; j < out; j++) {
                output[j] += x * weights[row + j];
            }
        }
    }

    @Override
    public double[] covariance() {
        return covariance.clone();
    }

    /** Units of each layer: observation, hidden layers, control; a fresh array. */
    public int[] sizes() {
        return layout.sizes.clone();
    }

    /** Of the hidden layers; the last layer is linear, but for what {@link #isSquashed} says. */
    public Activation activation() {
        return activation;
    }

    /** For each layer the weights [out × in], row-major, then the biases [out]; a fresh array. */
    public double[] parameters() {
        return parameters.clone();
    }

    /** From observations to the network's inputs. */
    public Whitening observationWhitening() {
        return observationWhitening;
    }

    /** From controls to the network's outputs; the policy applies its inverse. */
    public Whitening controlWhitening() {
        return controlWhitening;
    }

    /** Whether the hyperbolic tangent is applied to what the last layer gives. */
    public boolean isSquashed() {
        return squashed;
    }

    /** The same mean with another covariance. */
    public NetworkPolicy withCovariance(double[] value) {
        return new NetworkPolicy(
                layout.sizes, activation, parameters, observationWhitening, controlWhitening, value, squashed);
    }

    /**
     * This policy, for those that train or change one whose last layer is linear.
     *
     * @throws IllegalArgumentException if it is squashed
     */
    public NetworkPolicy requireLinearOutput() {
        if (squashed) {
            throw new IllegalArgumentException("policy: expected a linear last layer, found a squashed one");
        }
        return this;
    }

    /** The same function, but entries of the observations that have drifted far from its whitening are whitened as these. */
    public NetworkPolicy whitenedFor(Whitening observations) {
        Whitening fresh = observationWhitening.followed(observations);
        if (fresh.equals(observationWhitening)) {
            return this;
        }
        return Rewhitening.apply(
                        new TrainedPolicy(this, OptimizerState.fresh(layout.parameterCount), PolicyTrainer.UNTRAINED),
                        fresh,
                        controlWhitening)
                .policy();
    }

    LayerLayout layout() {
        return layout;
    }

    private static void requireLength(String name, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(name + ": expected " + expected + " numbers, found " + found);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkPolicy p
                && Arrays.equals(layout.sizes, p.layout.sizes)
                && activation == p.activation
                && Arrays.equals(parameters, p.parameters)
                && observationWhitening.equals(p.observationWhitening)
                && controlWhitening.equals(p.controlWhitening)
                && Arrays.equals(covariance, p.covariance)
                && squashed == p.squashed;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(layout.sizes) + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "NetworkPolicy[" + Arrays.toString(layout.sizes) + ", " + activation.key()
                + (squashed ? ", squashed]" : "]");
    }
}
