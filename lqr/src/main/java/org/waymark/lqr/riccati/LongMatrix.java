package org.waymark.lqr.riccati;

import org.ejml.data.DMatrixRMaj;

/**
 * A matrix whose entries are unevaluated sums high + low of two doubles, some 32 digits, for residuals.
 *
 * <p>Products and sums are error-free transformations: Ogita, Rump and Oishi 2005, with a fused multiply-add for the products.
 */
final class LongMatrix {
    private final int rows;
    private final int cols;
    private final double[] high;
    private final double[] low;

    private LongMatrix(int rows, int cols, double[] high, double[] low) {
        this.rows = rows;
        this.cols = cols;
        this.high = high;
        this.low = low;
    }

    static LongMatrix of(DMatrixRMaj a) {
        return new LongMatrix(a.numRows, a.numCols, a.getData().clone(), new double[a.getNumElements()]);
    }

    /** LᵀM. */
    LongMatrix transposedLeft(DMatrixRMaj left) {
        int outRows = left.numCols;
        double[] outHigh = new double[outRows * cols];
        double[] outLow = new double[outRows * cols];
        for (int k = 0; k < rows; k++) {
            for (int i = 0; i < outRows; i++) {
                double factor = left.get(k, i);
                if (factor != 0) {
                    addRow(factor, k * cols, outHigh, outLow, i * cols);
                }
            }
        }
        return new LongMatrix(outRows, cols, outHigh, outLow);
    }

    private void addRow(double factor, int at, double[] outHigh, double[] outLow, int outAt) {
        for (int j = 0; j < cols; j++) {
            double product = factor * high[at + j];
            double error = Math.fma(factor, high[at + j], -product) + factor * low[at + j];
            add(product, error, outHigh, outLow, outAt + j);
        }
    }

    LongMatrix plus(LongMatrix other) {
        double[] outHigh = high.clone();
        double[] outLow = low.clone();
        for (int i = 0; i < outHigh.length; i++) {
            add(other.high[i], other.low[i], outHigh, outLow, i);
        }
        return new LongMatrix(rows, cols, outHigh, outLow);
    }

    LongMatrix negative() {
        double[] outHigh = high.clone();
        double[] outLow = low.clone();
        for (int i = 0; i < outHigh.length; i++) {
            outHigh[i] = -outHigh[i];
            outLow[i] = -outLow[i];
        }
        return new LongMatrix(rows, cols, outHigh, outLow);
    }

    LongMatrix transpose() {
        double[] outHigh = new double[high.length];
        double[] outLow = new double[high.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                outHigh[j * rows + i] = high[i * cols + j];
                outLow[j * rows + i] = low[i * cols + j];
            }
        }
        return new LongMatrix(cols, rows, outHigh, outLow);
    }

    DMatrixRMaj rounded() {
        double[] sum = new double[high.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = high[i] + low[i];
        }
        return DMatrixRMaj.wrap(rows, cols, sum);
    }

    private static void add(double value, double error, double[] outHigh, double[] outLow, int i) {
        double old = outHigh[i];
        double sum = old + value;
        double part = sum - old;
        outLow[i] += (old - (sum - part)) + (value - part) + error;
        outHigh[i] = sum;
    }
}
