package org.waymark.dynamics.learned;

/** Checks and remembers what is asked, and sorts outputs into states and costs; how outputs come about is left to the kind of model. */
abstract class WhitenedPrediction implements Prediction {
    final ModelSpace space;
    final PredictionArguments arguments;

    private final double[] costMean;
    private final double[] costVariance;

    WhitenedPrediction(ModelSpace space, int batch, int members) {
        this.space = space;
        arguments = new PredictionArguments(space, batch, members);
        costMean = new double[space.cost ? batch : 0];
        costVariance = new double[space.cost ? batch : 0];
    }

    /** Writes μ and σ² of output j of pair i, in the output's own unit, where they belong: the output after the last state is the cost. */
    final void write(int i, int j, double mu, double v, double[] mean, double[] variance) {
        if (j < space.n) {
            mean[i * space.n + j] = mu;
            variance[i * space.n + j] = v;
        } else {
            costMean[i] = mu;
            costVariance[i] = v;
        }
    }

    /** ∂L/∂μ of output j of pair i. */
    final double slope(int i, int j, double[] dMean, double[] dCost) {
        return j < space.n ? dMean[i * space.n + j] : dCost.length == 0 ? 0 : dCost[i];
    }

    @Override
    public final double[] costMean() {
        return costMean;
    }

    @Override
    public final double[] costVariance() {
        return costVariance;
    }

    @Override
    public final void pullBack(
            double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls) {
        arguments.requireSlopes(dMean, dVariance, dCost, dStates, dControls);
        pullBackChecked(dMean, dVariance, dCost, dStates, dControls);
    }

    abstract void pullBackChecked(
            double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls);

    @Override
    public final void disagreement(double[] states, double[] controls, int count, double[] ratio) {
        arguments.requirePairs(states, controls, count);
        PredictionArguments.requireLength("ratio", count, ratio.length);
        arguments.forget();
        disagreementChecked(states, controls, count, ratio);
    }

    abstract void disagreementChecked(double[] states, double[] controls, int count, double[] ratio);
}
