package org.waymark.lqr;

import java.util.Arrays;

/**
 * An immutable sequence of equally sized matrices, one per time step, stored in one contiguous array.
 *
 * <p>Entry (t, i, j) is element {@code t·rows·cols + i·cols + j}. A time-varying vector has {@code cols == 1}.
 */
public final class TimeVaryingMatrix {
    private final int steps;
    private final int rows;
    private final int cols;
    private final double[] data;

    private TimeVaryingMatrix(int steps, int rows, int cols, double[] data) {
        this.steps = steps;
        this.rows = rows;
        this.cols = cols;
        this.data = data;
    }

    /**
     * Copies {@code data}.
     *
     * @param steps number of matrices, ≥ 0
     * @param data [steps × rows × cols], row-major; not modified, not kept
     * @throws IllegalArgumentException if the length of {@code data} is not steps·rows·cols
     */
    public static TimeVaryingMatrix of(int steps, int rows, int cols, double[] data) {
        if (steps < 0 || rows < 0 || cols < 0) {
            throw new IllegalArgumentException(
                    "time-varying matrix: sizes must not be negative, found " + steps + "×" + rows + "×" + cols);
        }
        if (data.length != steps * rows * cols) {
            throw new IllegalArgumentException("time-varying matrix: expected " + steps + "×" + rows + "×" + cols
                    + " = " + (steps * rows * cols) + " numbers, found " + data.length);
        }
        return new TimeVaryingMatrix(steps, rows, cols, data.clone());
    }

    /** Copies a time-varying vector: {@code data} is [steps × size]. */
    public static TimeVaryingMatrix ofVectors(int steps, int size, double[] data) {
        return of(steps, size, 1, data);
    }

    /**
     * The same matrix at every step.
     *
     * @param matrix [rows × cols], row-major; not modified, not kept
     */
    public static TimeVaryingMatrix constant(int steps, int rows, int cols, double[] matrix) {
        TimeVaryingMatrix once = of(1, rows, cols, matrix);
        double[] data = new double[steps * rows * cols];
        for (int t = 0; t < steps; t++) {
            once.read(0, data, t * rows * cols);
        }
        return new TimeVaryingMatrix(steps, rows, cols, data);
    }

    /**
     * The same matrix at every step.
     *
     * @param matrix one array per row; not modified, not kept
     * @throws IllegalArgumentException if the rows are of different lengths
     */
    public static TimeVaryingMatrix constant(int steps, double[][] matrix) {
        int cols = matrix.length == 0 ? 0 : matrix[0].length;
        double[] flat = new double[matrix.length * cols];
        for (int i = 0; i < matrix.length; i++) {
            if (matrix[i].length != cols) {
                throw new IllegalArgumentException("time-varying matrix: expected rows of " + cols + ", found "
                        + matrix[i].length + " numbers in row " + i);
            }
            System.arraycopy(matrix[i], 0, flat, i * cols, cols);
        }
        return constant(steps, matrix.length, cols, flat);
    }

    public static TimeVaryingMatrix zeros(int steps, int rows, int cols) {
        return of(steps, rows, cols, new double[steps * rows * cols]);
    }

    /** Collects the rows of a time-varying matrix, all zeros at first; what it builds shares its memory, so it builds once. */
    public static final class Builder {
        private final int steps;
        private final int rows;
        private final int cols;
        private double[] data;

        public Builder(int steps, int rows, int cols) {
            this.steps = steps;
            this.rows = rows;
            this.cols = cols;
            this.data = new double[steps * rows * cols];
        }

        /**
         * Sets row {@code row} of matrix t.
         *
         * @param values [cols] or more; not modified, not kept
         */
        public void setRow(int t, int row, double[] values) {
            System.arraycopy(values, 0, data, (t * rows + row) * cols, cols);
        }

        public void set(int t, int row, int col, double value) {
            data[(t * rows + row) * cols + col] = value;
        }

        public TimeVaryingMatrix build() {
            double[] built = data;
            data = null;
            return new TimeVaryingMatrix(steps, rows, cols, built);
        }
    }

    public int steps() {
        return steps;
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    public double get(int t, int row, int col) {
        return data[(t * rows + row) * cols + col];
    }

    /** Element {@code row} of a time-varying vector. */
    public double get(int t, int row) {
        return data[(t * rows + row) * cols];
    }

    /** Copies matrix t into {@code out} from {@code offset} on. */
    public void read(int t, double[] out, int offset) {
        System.arraycopy(data, t * rows * cols, out, offset, rows * cols);
    }

    /** Copies matrix t into {@code out}. */
    public void read(int t, double[] out) {
        read(t, out, 0);
    }

    /** Copies the first {@code length} entries of a row of matrix t to the beginning of {@code out}. */
    public void readRow(int t, int row, double[] out, int length) {
        System.arraycopy(data, (t * rows + row) * cols, out, 0, length);
    }

    /**
     * out += A_t v, A_t being matrix t.
     *
     * @param v [cols]; not modified
     * @param out [rows]; added to
     */
    public void multiplyAdd(int t, double[] v, double[] out) {
        int at = t * rows * cols;
        for (int i = 0; i < rows; i++, at += cols) {
            double sum = out[i];
            for (int j = 0; j < cols; j++) {
                sum += data[at + j] * v[j];
            }
            out[i] = sum;
        }
    }

    /** A copy of matrix t, row-major. */
    public double[] step(int t) {
        return Arrays.copyOfRange(data, t * rows * cols, (t + 1) * rows * cols);
    }

    /** A copy of all entries, [steps × rows × cols]. */
    public double[] toArray() {
        return data.clone();
    }

    /** The flat index of the first entry that is NaN or infinite, or −1. */
    public int firstNonFinite() {
        for (int i = 0; i < data.length; i++) {
            if (!Double.isFinite(data[i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns this.
     *
     * @throws IllegalArgumentException naming {@code name} if the shape differs
     */
    public TimeVaryingMatrix requireShape(String name, int expectedSteps, int expectedRows, int expectedCols) {
        if (steps != expectedSteps || rows != expectedRows || cols != expectedCols) {
            throw new IllegalArgumentException(name + ": expected " + expectedSteps + " steps of " + expectedRows + "×"
                    + expectedCols + ", found " + steps + " of " + rows + "×" + cols);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeVaryingMatrix m
                && steps == m.steps
                && rows == m.rows
                && cols == m.cols
                && Arrays.equals(data, m.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data) * 31 + steps;
    }

    @Override
    public String toString() {
        return "TimeVaryingMatrix[" + steps + " × " + rows + "×" + cols + "]";
    }
}
