package org.waymark.distillation;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * ½(μ − t)ᵀP(μ − t) as a loss of DL4J, with labels [t | vec P]: one row of m + m² numbers for each sample.
 *
 * <p>As DL4J expects, the gradient is the sum over the batch. Masks are not supported.
 */
public final class GaussianLoss implements ILossFunction {
    private static final long serialVersionUID = 1L;

    /** DL4J makes losses by their name when it loads a network. */
    public GaussianLoss() {}

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        return computeGradientAndScore(labels, preOutput, activationFn, mask, average)
                .getFirst();
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return Nd4j.createFromArray(evaluate(labels, preOutput, activationFn, mask).scores)
                .reshape(preOutput.size(0), 1);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        return computeGradientAndScore(labels, preOutput, activationFn, mask, false)
                .getSecond();
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask, boolean average) {
        Evaluation found = evaluate(labels, preOutput, activationFn, mask);
        double sum = 0;
        for (double score : found.scores) {
            sum += score;
        }
        INDArray pull = Nd4j.createFromArray(found.pull).reshape(preOutput.shape());
        INDArray gradient = activationFn.backprop(preOutput, pull).getFirst();
        return Pair.of(average ? sum / found.scores.length : sum, gradient);
    }

    @Override
    public String name() {
        return "GaussianLoss()";
    }

    /** @param pull P(μ − t), [batch × m] */
    private record Evaluation(double[] scores, double[] pull) {}

    private static Evaluation evaluate(INDArray labels, INDArray preOutput, IActivation activationFn, INDArray mask) {
        if (mask != null) {
            throw new IllegalArgumentException("GaussianLoss: masks are not supported");
        }
        int batch = Math.toIntExact(preOutput.size(0));
        int m = Math.toIntExact(preOutput.size(1));
        int width = m + m * m;
        if (labels.size(1) != width) {
            throw new IllegalArgumentException(
                    "GaussianLoss labels: expected " + width + " columns [t | vec P], found " + labels.size(1));
        }
        double[] mean = activationFn
                .getActivation(preOutput.dup('c'), true)
                .dup('c')
                .data()
                .asDouble();
        double[] label = labels.dup('c').data().asDouble();
        double[] scores = new double[batch];
        double[] pull = new double[batch * m];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < m; i++) {
                double sum = 0;
                for (int j = 0; j < m; j++) {
                    double error = mean[b * m + j] - label[b * width + j];
                    sum += label[b * width + m + i * m + j] * error;
                }
                pull[b * m + i] = sum;
                scores[b] += 0.5 * sum * (mean[b * m + i] - label[b * width + i]);
            }
        }
        return new Evaluation(scores, pull);
    }
}
