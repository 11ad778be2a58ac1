package org.waymark.distillation.classification;

import org.waymark.distillation.OutputLoss;

/** {@link SoftTargetLoss} of a network whose outputs are logits, without allocation. */
public final class SoftTargetOutputLoss implements OutputLoss {
    private final SoftTargetLoss loss;
    private final double[] soft;
    private final int[] labels;
    private final double[] logits;
    private final double[] scratch;
    private final double[] gradient;

    /**
     * @param soft q, [N × C]; not copied, not modified; not read if the loss is of labels alone
     * @param labels [N]; not copied, not modified
     * @param classes C, ≥ 1
     */
    public SoftTargetOutputLoss(SoftTargetLoss loss, double[] soft, int[] labels, int classes) {
        this.loss = loss;
        this.soft = soft;
        this.labels = labels;
        logits = new double[classes];
        scratch = new double[classes];
        gradient = new double[classes];
    }

    @Override
    public double evaluate(double[][] outputs, int[] order, int from, int count, double[][] slope) {
        double sum = 0;
        double inverse = 1.0 / count;
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = outputs[i][b];
            }
            sum += loss.evaluate(logits, soft, n * logits.length, labels[n], scratch, gradient);
            for (int i = 0; i < logits.length; i++) {
                slope[i][b] = gradient[i] * inverse;
            }
        }
        return sum * inverse;
    }
}
