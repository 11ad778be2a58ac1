package org.waymark.dynamics;

import java.util.Arrays;

/** Means and standard deviations of the columns of a table, in two passes each. */
final class ColumnMoments {
    private ColumnMoments() {}

    /**
     * @param data [rows × size]; not modified
     * @param mean [size]; overwritten; exact for a column that never varies
     * @param deviation [size]; overwritten by the population standard deviation
     */
    static void meanAndDeviation(double[] data, int rows, int size, double[] mean, double[] deviation) {
        double[] correction = new double[size];
        Arrays.fill(mean, 0);
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < size; i++) {
                mean[i] += data[n * size + i] / rows;
            }
        }
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < size; i++) {
                correction[i] += data[n * size + i] - mean[i];
            }
        }
        double[] squares = new double[size];
        for (int i = 0; i < size; i++) {
            mean[i] += correction[i] / rows;
        }
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < size; i++) {
                double d = data[n * size + i] - mean[i];
                squares[i] += d * d;
            }
        }
        for (int i = 0; i < size; i++) {
            deviation[i] = Math.sqrt(squares[i] / rows);
        }
    }
}
