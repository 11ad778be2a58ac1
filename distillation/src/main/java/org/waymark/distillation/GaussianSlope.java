package org.waymark.distillation;

/** ∂L/∂Y = P(f − z*)/B of a lesson's samples. A workspace: one thread each. */
final class GaussianSlope {
    private final double[] error;

    GaussianSlope(int controlSize) {
        error = new double[controlSize];
    }

    /** As in {@link OutputLoss#evaluate}. */
    double evaluate(double[][] outputs, Lesson lesson, int[] order, int from, int count, double[][] slope) {
        int m = error.length;
        double[] precisions = lesson.precisions;
        double sum = 0;
        double inverse = 1.0 / count;
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            for (int j = 0; j < m; j++) {
                error[j] = outputs[j][b] - lesson.targets[n * m + j];
            }
            for (int j = 0; j < m; j++) {
                double pull = 0;
                int row = n * lesson.precisionStride + j * m;
                for (int k = 0; k < m; k++) {
                    pull += precisions[row + k] * error[k];
                }
                pull *= lesson.scales[n];
                sum += error[j] * pull;
                slope[j][b] = pull * inverse;
            }
        }
        return 0.5 * sum * inverse;
    }
}
