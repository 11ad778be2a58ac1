package org.waymark.dynamics.learned;

import java.util.Arrays;
import org.waymark.lqr.matrix.DenseProducts;

/**
 * Predicts with a {@link GaussianProcessDynamics}: μ = kᵀα and σ² = σ_f² − kᵀK⁻¹k + σ_n², some rows at a time (Rasmussen and Williams
 * 2006, equations 2.25 and 2.26).
 */
final class GaussianProcessPrediction extends WhitenedPrediction {
    private static final int ROWS = 64;

    private final GaussianProcessDynamics model;
    private final int points;
    private final int room;
    private final DenseProducts.Strides strides;
    private final double[] inputs;
    /** Of some rows, [rows × room]: k, and K⁻¹k. */
    private final double[] k;

    private final double[] solved;
    private final double[] slopes;
    private final double[] zeros;
    /** [outputs] K⁻¹ with rows of {@link #room} numbers. */
    private final double[][] inverses;

    GaussianProcessPrediction(GaussianProcessDynamics model, int batch) {
        super(model.space, batch, 1);
        this.model = model;
        points = model.points.length / space.inputs;
        room = DenseProducts.padded(points);
        strides = new DenseProducts.Strides(room, 1, room);
        inputs = new double[ROWS * space.inputs];
        k = new double[ROWS * room];
        solved = new double[ROWS * room];
        slopes = new double[ROWS * space.inputs];
        zeros = new double[room];
        inverses = new double[space.outputs][points * room];
        for (int j = 0; j < space.outputs; j++) {
            for (int i = 0; i < points; i++) {
                System.arraycopy(model.processes.get(j).inverse, i * points, inverses[j], i * room, points);
            }
        }
    }

    @Override
    public void predict(int member, double[] states, double[] controls, int count, double[] mean, double[] variance) {
        arguments.remember(member, states, controls, count, mean, variance);
        for (int from = 0; from < count; from += ROWS) {
            int some = Math.min(ROWS, count - from);
            writeInputs(states, controls, from, some);
            for (int j = 0; j < space.outputs; j++) {
                evaluate(j, some);
                GaussianProcess process = model.processes.get(j);
                for (int i = 0; i < some; i++) {
                    int row = (from + i) * space.n;
                    double mu = space.mean(j, dot(k, i * room, process.alpha), states, row);
                    double scale = space.deviation(j);
                    double v = scale * scale * (unsure(process, i) + process.noise());
                    write(from + i, j, mu, v, mean, variance);
                }
            }
        }
    }

    private void writeInputs(double[] states, double[] controls, int from, int some) {
        for (int i = 0; i < some; i++) {
            space.writeInput(states, (from + i) * space.n, controls, (from + i) * space.m, inputs, i * space.inputs);
        }
    }

    /** Writes k and K⁻¹k of output j for some rows. */
    private void evaluate(int j, int some) {
        GaussianProcess process = model.processes.get(j);
        double[] precisions = GaussianProcess.precisions(process.parameters);
        double signal = process.signal();
        for (int i = 0; i < some; i++) {
            for (int a = 0; a < points; a++) {
                double distance = 0;
                for (int c = 0; c < space.inputs; c++) {
                    double difference = inputs[i * space.inputs + c] - model.points[a * space.inputs + c];
                    distance += precisions[c] * difference * difference;
                }
                k[i * room + a] = signal * Math.exp(-0.5 * distance);
            }
        }
        DenseProducts.multiply(strides, zeros, 0, k, inverses[j], 0, solved, 0, some, points, points);
    }

    /** σ_f² − kᵀK⁻¹k of row i. */
    private double unsure(GaussianProcess process, int i) {
        double sum = process.signal();
        for (int a = 0; a < points; a++) {
            sum -= k[i * room + a] * solved[i * room + a];
        }
        return Math.max(0, sum);
    }

    private double dot(double[] row, int at, double[] by) {
        double sum = 0;
        for (int a = 0; a < points; a++) {
            sum += row[at + a] * by[a];
        }
        return sum;
    }

    @Override
    void pullBackChecked(double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls) {
        for (int from = 0; from < arguments.count(); from += ROWS) {
            int some = Math.min(ROWS, arguments.count() - from);
            writeInputs(arguments.states(), arguments.controls(), from, some);
            Arrays.fill(slopes, 0);
            for (int j = 0; j < space.outputs; j++) {
                evaluate(j, some);
                double scale = space.deviation(j);
                for (int i = 0; i < some; i++) {
                    int row = (from + i) * space.n + j;
                    double d = slope(from + i, j, dMean, dCost);
                    double dUnsure = j < space.n && dVariance.length > 0 ? dVariance[row] : 0;
                    addSlopes(j, i, d * scale, dUnsure * scale * scale);
                }
            }
            for (int i = 0; i < some; i++) {
                space.pullBack(
                        slopes,
                        i * space.inputs,
                        arguments.states(),
                        (from + i) * space.n,
                        dMean,
                        dStates,
                        dControls,
                        (from + i) * space.m);
            }
        }
    }

    /** ∂k_a/∂z_c = −k_a (z_c − Z_ac)/ℓ_c². */
    private void addSlopes(int j, int i, double dMu, double dUnsure) {
        GaussianProcess process = model.processes.get(j);
        double[] precisions = GaussianProcess.precisions(process.parameters);
        for (int a = 0; a < points; a++) {
            double dk = (dMu * process.alpha[a] - 2 * dUnsure * solved[i * room + a]) * k[i * room + a];
            for (int c = 0; c < space.inputs; c++) {
                slopes[i * space.inputs + c] -=
                        dk * precisions[c] * (inputs[i * space.inputs + c] - model.points[a * space.inputs + c]);
            }
        }
    }

    @Override
    void disagreementChecked(double[] states, double[] controls, int count, double[] ratio) {
        Arrays.fill(ratio, 0, count, 0);
        for (int from = 0; from < count; from += ROWS) {
            int some = Math.min(ROWS, count - from);
            writeInputs(states, controls, from, some);
            for (int j = 0; j < space.outputs; j++) {
                evaluate(j, some);
                for (int i = 0; i < some; i++) {
                    ratio[from + i] += unsure(model.processes.get(j), i) / space.outputs;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            ratio[i] = Math.sqrt(ratio[i]) / model.typicalDisagreement;
        }
    }
}
