package org.waymark.gps.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * Numbers as 16 bits each, in a range of their own for each column, so that they take little room on a page.
 *
 * <p>v ≈ low + (high − low)·code/65535.
 */
final class Quantized {
    private static final int LEVELS = 65535;

    private final double[] low;
    private final double[] high;

    Quantized(int columns) {
        low = new double[columns];
        high = new double[columns];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
    }

    /** Widens the ranges; {@code row} holds one number per column, or several rows of them. */
    void cover(double[] row) {
        for (int i = 0; i < row.length; i++) {
            int column = i % low.length;
            low[column] = Math.min(low[column], row[i]);
            high[column] = Math.max(high[column], row[i]);
        }
    }

    /** The codes of several rows, little-endian, as base64. */
    String encode(double[] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * rows.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows.length; i++) {
            double range = high[i % low.length] - low[i % low.length];
            double fraction = range > 0 ? (rows[i] - low[i % low.length]) / range : 0;
            bytes.putShort((short) Math.round(LEVELS * fraction));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The lower ends; zero for a column without numbers. */
    double[] low() {
        return Arrays.stream(low).map(v -> Double.isFinite(v) ? v : 0).toArray();
    }

    /** The upper ends. */
    double[] high() {
        return Arrays.stream(high).map(v -> Double.isFinite(v) ? v : 0).toArray();
    }
}
