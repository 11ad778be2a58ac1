package org.waymark.dynamics.learned;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * Bayesian linear regression: y_j = w_jᵀφ + ε_j on the whitened features φ = [z; 1]. Immutable and thread-safe.
 *
 * <p>With A = ΦᵀΦ + ridge · I (none on the constant) the posterior mean is W = A⁻¹Φᵀ Y and a prediction has variance σ_j² (1 + φᵀA⁻¹φ),
 * with σ_j² the mean squared residual for N − features degrees of freedom (Bishop 2006, section 3.3, with the noise estimated).
 */
final class BayesianLinearDynamics extends WhitenedDynamics {
    /** W, [outputs × features]. */
    final double[] weights;
    /** σ², [outputs], of whitened outputs. */
    final double[] noise;
    /** A⁻¹, [features × features]. */
    final double[] inverse;

    BayesianLinearDynamics(
            ModelSpace space, double[] weights, double[] noise, double[] inverse, double typicalDisagreement) {
        super(space, typicalDisagreement);
        this.weights = weights;
        this.noise = noise;
        this.inverse = inverse;
    }

    static ModelFit fit(ModelOptions options, Transitions data) {
        ModelSpace space = ModelSpace.of(options, data, true);
        int features = space.inputs + 1;
        int outputs = space.outputs;
        double[] x = space.inputs(data, features);
        double[] y = space.targets(data);
        double[] a = new double[features * features];
        double[] moments = new double[features * outputs];
        for (int k = 0; k < data.count(); k++) {
            x[k * features + space.inputs] = 1;
            for (int i = 0; i < features; i++) {
                double xi = x[k * features + i];
                for (int j = 0; j < features; j++) {
                    a[i * features + j] += xi * x[k * features + j];
                }
                for (int j = 0; j < outputs; j++) {
                    moments[i * outputs + j] += xi * y[k * outputs + j];
                }
            }
        }
        for (int i = 0; i < space.inputs; i++) {
            // an input that never varies is known as badly as its whitening says
            a[i * features + i] += a[i * features + i] > 1e-12 * data.count() ? options.ridge() : 1;
        }
        if (!Cholesky.factor(a, 0, features)) {
            throw new IllegalArgumentException("model.ridge: expected one for which the inputs' moments are positive"
                    + " definite, found " + options.ridge());
        }
        Cholesky.solve(a, 0, features, moments, 0, outputs);
        double[] weights = new double[outputs * features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < outputs; j++) {
                weights[j * features + i] = moments[i * outputs + j];
            }
        }
        double[] residual = residuals(x, y, weights, features, outputs);
        double[] noise = new double[outputs];
        double freedom = Math.max(1, data.count() - features);
        Arrays.setAll(noise, j -> residual[j] / freedom);
        double[] inverse = new double[a.length];
        Cholesky.invert(a, 0, features, inverse, 0);
        BayesianLinearDynamics model = new BayesianLinearDynamics(space, weights, noise, inverse, 1);
        double typical = NetworkTraining.typicalDisagreement(model, data);
        double loss = Arrays.stream(residual).sum() / (data.count() * outputs);
        return new ModelFit(
                new BayesianLinearDynamics(space, weights, noise, inverse, typical),
                new ModelReport(
                        data.count(), 0, new double[] {loss}, new double[0], new int[1], ModelReport.Status.SOLVED));
    }

    /** Sum of squares of each output. */
    private static double[] residuals(double[] x, double[] y, double[] weights, int features, int outputs) {
        double[] sums = new double[outputs];
        for (int k = 0; k < y.length / outputs; k++) {
            for (int j = 0; j < outputs; j++) {
                double error = y[k * outputs + j];
                for (int i = 0; i < features; i++) {
                    error -= weights[j * features + i] * x[k * features + i];
                }
                sums[j] += error * error;
            }
        }
        return sums;
    }

    @Override
    public Prediction prediction(int batch) {
        return new BayesianLinearPrediction(this, batch);
    }

    @Override
    public String toString() {
        return "BayesianLinearDynamics[" + space.inputs + " inputs, " + space.outputs + " outputs]";
    }
}
