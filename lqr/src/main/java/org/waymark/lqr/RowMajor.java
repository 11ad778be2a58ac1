package org.waymark.lqr;

/** Matrices as callers write them down, one array per row, into row-major order and back; checked on the way in. */
public final class RowMajor {
    /** Entries that differ from their mirror image by less than this fraction of the largest entry count as symmetric. */
    public static final double SYMMETRY_TOLERANCE = 1e-10;

    private RowMajor() {}

    /**
     * A row-major copy.
     *
     * @param rows not modified, not kept
     * @throws IllegalArgumentException naming {@code name} if the shape differs or the rows are of different lengths
     * @throws NonFiniteException naming {@code name} if an entry is NaN or infinite
     */
    public static double[] read(String name, double[][] rows, int expectedRows, int expectedCols) {
        String expected = name + ": expected " + expectedRows + "×" + expectedCols + ", found ";
        if (rows == null) {
            throw new IllegalArgumentException(expected + "null");
        }
        double[] flat = new double[expectedRows * expectedCols];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == null || rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(expected + "a row " + i + " of another length than row 0");
            }
        }
        int cols = rows.length == 0 ? 0 : rows[0].length;
        if (rows.length != expectedRows || cols != expectedCols) {
            throw new IllegalArgumentException(expected + rows.length + "×" + cols);
        }
        for (int i = 0; i < expectedRows; i++) {
            System.arraycopy(rows[i], 0, flat, i * cols, cols);
        }
        NonFiniteException.check(name, flat, -1);
        return flat;
    }

    /**
     * A row-major copy, symmetric to the last bit.
     *
     * @throws IllegalArgumentException as {@link #read}, or if the matrix is not symmetric
     */
    public static double[] readSymmetric(String name, double[][] rows, int size) {
        double[] flat = read(name, rows, size, size);
        double largest = 0;
        for (double entry : flat) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double lower = flat[i * size + j];
                double upper = flat[j * size + i];
                if (Math.abs(lower - upper) > SYMMETRY_TOLERANCE * largest) {
                    throw new IllegalArgumentException(name + ": expected a symmetric matrix, found " + upper + " at ["
                            + j + "][" + i + "] and " + lower + " at [" + i + "][" + j + "]");
                }
                flat[i * size + j] = 0.5 * (lower + upper);
                flat[j * size + i] = flat[i * size + j];
            }
        }
        return flat;
    }

    /** The number of rows, for the matrices that set a size. */
    public static int rowCount(String name, double[][] rows) {
        if (rows == null || rows.length == 0) {
            throw new IllegalArgumentException(
                    name + ": expected at least one row, found " + (rows == null ? "null" : "none"));
        }
        return rows.length;
    }

    /** The number of columns, for the matrices that set a size. */
    public static int colCount(String name, double[][] rows) {
        if (rowCount(name, rows) > 0 && (rows[0] == null || rows[0].length == 0)) {
            throw new IllegalArgumentException(name + ": expected at least one column, found none");
        }
        return rows[0].length;
    }

    /** A copy with one array per row. */
    public static double[][] rows(double[] flat, int rows, int cols) {
        double[][] out = new double[rows][cols];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(flat, i * cols, out[i], 0, cols);
        }
        return out;
    }
}
