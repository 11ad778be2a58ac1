package org.waymark.dynamics.learned;

/** Predicts with a {@link BayesianLinearDynamics}. */
final class BayesianLinearPrediction extends WhitenedPrediction {
    private final BayesianLinearDynamics model;
    private final int features;
    private final double[] phi;
    /** A⁻¹φ. */
    private final double[] solved;

    private final double[] slope;

    BayesianLinearPrediction(BayesianLinearDynamics model, int batch) {
        super(model.space, batch, 1);
        this.model = model;
        features = space.inputs + 1;
        phi = new double[features];
        solved = new double[features];
        slope = new double[features];
    }

    @Override
    public void predict(int member, double[] states, double[] controls, int count, double[] mean, double[] variance) {
        arguments.remember(member, states, controls, count, mean, variance);
        for (int i = 0; i < count; i++) {
            double spread = 1 + evaluate(states, controls, i);
            for (int j = 0; j < space.outputs; j++) {
                double sum = 0;
                for (int k = 0; k < features; k++) {
                    sum += model.weights[j * features + k] * phi[k];
                }
                double mu = space.mean(j, sum, states, i * space.n);
                double v = spread * model.noise[j] * space.deviation(j) * space.deviation(j);
                write(i, j, mu, v, mean, variance);
            }
        }
    }

    /** Writes φ and A⁻¹φ of pair i and returns φᵀA⁻¹φ. */
    private double evaluate(double[] states, double[] controls, int i) {
        space.writeInput(states, i * space.n, controls, i * space.m, phi, 0);
        phi[space.inputs] = 1;
        double quadratic = 0;
        for (int r = 0; r < features; r++) {
            double sum = 0;
            for (int k = 0; k < features; k++) {
                sum += model.inverse[r * features + k] * phi[k];
            }
            solved[r] = sum;
            quadratic += sum * phi[r];
        }
        return quadratic;
    }

    @Override
    void pullBackChecked(double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls) {
        for (int i = 0; i < arguments.count(); i++) {
            int row = i * space.n;
            evaluate(arguments.states(), arguments.controls(), i);
            double dSpread = 0;
            for (int j = 0; j < space.n && dVariance.length > 0; j++) {
                dSpread += dVariance[row + j] * model.noise[j] * space.deviation(j) * space.deviation(j);
            }
            for (int k = 0; k < features; k++) {
                double sum = 2 * dSpread * solved[k];
                for (int j = 0; j < space.outputs; j++) {
                    double d = slope(i, j, dMean, dCost);
                    sum += d * space.deviation(j) * model.weights[j * features + k];
                }
                slope[k] = sum;
            }
            space.pullBack(slope, 0, arguments.states(), row, dMean, dStates, dControls, i * space.m);
        }
    }

    @Override
    void disagreementChecked(double[] states, double[] controls, int count, double[] ratio) {
        for (int i = 0; i < count; i++) {
            ratio[i] = Math.sqrt(Math.max(0, evaluate(states, controls, i))) / model.typicalDisagreement;
        }
    }
}
