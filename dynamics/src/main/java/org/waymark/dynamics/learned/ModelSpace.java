package org.waymark.dynamics.learned;

import java.util.Arrays;
import org.waymark.distillation.Whitening;

/**
 * The whitened inputs and outputs of a model: inputs are [x; u] with each angle as its sine and cosine, outputs are x′ or x′ − x and
 * perhaps the cost. Immutable.
 */
final class ModelSpace {
    /** Of an output that never varies, in its own unit. */
    private static final double LEAST_DEVIATION = 1e-8;

    final int n;
    final int m;
    final int inputs;
    final int outputs;
    final boolean cost;
    /** [n] whether a state enters as sine and cosine. */
    final boolean[] angle;
    /** [n] whether the difference is predicted. */
    final boolean[] difference;

    final Whitening input;
    final Whitening output;
    private final double[] inputMean;
    private final double[] inputDeviation;
    private final double[] outputMean;
    private final double[] outputDeviation;

    ModelSpace(int n, int m, boolean cost, boolean[] angle, boolean[] difference, Whitening input, Whitening output) {
        this.n = n;
        this.m = m;
        this.cost = cost;
        this.angle = angle;
        this.difference = difference;
        this.input = input;
        this.output = output;
        inputs = input.size();
        outputs = output.size();
        inputMean = input.mean();
        inputDeviation = input.deviation();
        outputMean = output.mean();
        outputDeviation = output.deviation();
    }

    /**
     * Whitening by the mean and standard deviation of some transitions.
     *
     * @param normalizeTargets whether outputs are whitened, too
     */
    static ModelSpace of(ModelOptions options, Transitions data, boolean normalizeTargets) {
        int n = data.stateSize();
        int m = data.controlSize();
        boolean[] angle = new boolean[n];
        for (int i : options.angles()) {
            if (i >= n) {
                throw new IllegalArgumentException("model.angles: expected indices of " + n + " states, found " + i);
            }
            angle[i] = true;
        }
        if (options.cost() && !data.hasCosts()) {
            throw new IllegalArgumentException("model.cost: expected transitions with costs, found none with costs");
        }
        boolean[] difference = angle.clone();
        if (options.target() == ModelOptions.Target.DIFFERENCE) {
            Arrays.fill(difference, true);
        }
        int inputs = n + options.angles().length + m;
        int outputs = n + (options.cost() ? 1 : 0);
        ModelSpace plain = new ModelSpace(
                n, m, options.cost(), angle, difference, Whitening.identity(inputs), Whitening.identity(outputs));
        Whitening input = whitening(plain.inputs(data, inputs), data.count(), inputs, inputs, 0);
        Whitening output = normalizeTargets
                ? whitening(plain.targets(data), data.count(), outputs, outputs, LEAST_DEVIATION)
                : plain.output;
        return new ModelSpace(n, m, options.cost(), angle, difference, input, output);
    }

    /** @param floor of the deviation; zero for one instead, where a number never varies */
    private static Whitening whitening(double[] rows, int count, int size, int stride, double floor) {
        double[] mean = new double[size];
        double[] deviation = new double[size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < count; k++) {
                mean[i] += rows[k * stride + i] / count;
            }
            for (int k = 0; k < count; k++) {
                double d = rows[k * stride + i] - mean[i];
                deviation[i] += d * d / count;
            }
            deviation[i] = Math.sqrt(deviation[i]);
            if (floor > 0) {
                deviation[i] = Math.max(deviation[i], floor);
            } else if (deviation[i] <= LEAST_DEVIATION * (1 + Math.abs(mean[i]))) {
                deviation[i] = 1;
            }
        }
        return new Whitening(mean, deviation);
    }

    /** Whitened inputs of all transitions, [N × stride]; zero beyond the inputs. */
    double[] inputs(Transitions data, int stride) {
        double[] rows = new double[data.count() * stride];
        for (int i = 0; i < data.count(); i++) {
            writeInput(data.rawStates(), i * n, data.rawControls(), i * m, rows, i * stride);
        }
        return rows;
    }

    /** Whitened outputs of all transitions, [N × outputs]. */
    double[] targets(Transitions data) {
        double[] rows = new double[data.count() * outputs];
        double[] x = data.rawStates();
        double[] next = data.rawNextStates();
        for (int k = 0; k < data.count(); k++) {
            for (int i = 0; i < outputs; i++) {
                double y =
                        i == n ? data.rawCosts()[k] : difference[i] ? next[k * n + i] - x[k * n + i] : next[k * n + i];
                rows[k * outputs + i] = (y - outputMean[i]) / outputDeviation[i];
            }
        }
        return rows;
    }

    void writeInput(double[] states, int xAt, double[] controls, int uAt, double[] out, int at) {
        int k = 0;
        for (int i = 0; i < n; i++) {
            double x = states[xAt + i];
            if (angle[i]) {
                out[at + k] = (Math.sin(x) - inputMean[k]) / inputDeviation[k];
                k++;
                out[at + k] = (Math.cos(x) - inputMean[k]) / inputDeviation[k];
            } else {
                out[at + k] = (x - inputMean[k]) / inputDeviation[k];
            }
            k++;
        }
        for (int i = 0; i < m; i++, k++) {
            out[at + k] = (controls[uAt + i] - inputMean[k]) / inputDeviation[k];
        }
    }

    /** x′ (or, for i = n, the cost) of the whitened output i. */
    double mean(int i, double whitened, double[] states, int xAt) {
        double y = outputMean[i] + outputDeviation[i] * whitened;
        return i < n && difference[i] ? states[xAt + i] + y : y;
    }

    /** Of output i, in its own unit. */
    double deviation(int i) {
        return outputDeviation[i];
    }

    /**
     * Writes ∂L/∂x and ∂L/∂u.
     *
     * @param slope ∂L/∂(whitened inputs), from {@code at} on; not modified
     * @param dMean ∂L/∂x′, from {@code xAt} on; not modified
     */
    void pullBack(
            double[] slope,
            int at,
            double[] states,
            int xAt,
            double[] dMean,
            double[] dStates,
            double[] dControls,
            int uAt) {
        int k = at;
        for (int i = 0; i < n; i++) {
            double d = difference[i] ? dMean[xAt + i] : 0;
            if (angle[i]) {
                double x = states[xAt + i];
                d += slope[k] / inputDeviation[k - at] * Math.cos(x);
                k++;
                d -= slope[k] / inputDeviation[k - at] * Math.sin(x);
            } else {
                d += slope[k] / inputDeviation[k - at];
            }
            k++;
            dStates[xAt + i] = d;
        }
        for (int i = 0; i < m; i++, k++) {
            dControls[uAt + i] = slope[k] / inputDeviation[k - at];
        }
    }

    /** Whether models of the two spaces have the same inputs and outputs. */
    boolean isLike(ModelSpace other) {
        return n == other.n
                && m == other.m
                && cost == other.cost
                && Arrays.equals(angle, other.angle)
                && Arrays.equals(difference, other.difference);
    }
}
