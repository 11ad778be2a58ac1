package org.waymark.lqr.derivative;

import java.util.List;

/** Compares entries of derivatives at one point, and names them. */
final class EntryCheck {
    private static final double SAFETY = 10;
    private static final double NEGLIGIBLE = 1e-8;

    private final int n;
    private final int t;
    private final List<DerivativeFinding> findings;

    /** @param findings added to */
    EntryCheck(int stateSize, int t, List<DerivativeFinding> findings) {
        this.n = stateSize;
        this.t = t;
        this.findings = findings;
    }

    void compare(String quantity, int row, int column, double given, double expected, double uncertainty) {
        double tolerance = SAFETY * uncertainty + NEGLIGIBLE * (1 + Math.abs(expected));
        if (!Double.isFinite(given)) {
            add(DerivativeFinding.Kind.NOT_FINITE, quantity, row, column, given, expected, uncertainty);
        } else if (!(Math.abs(given - expected) <= tolerance)) {
            add(DerivativeFinding.Kind.WRONG, quantity, row, column, given, expected, uncertainty);
        }
    }

    /** @param hessian [size × size], row-major */
    void requireSymmetry(String function, double[] hessian, int size) {
        double largest = 1;
        for (double h : hessian) {
            largest = Math.max(largest, Math.abs(h));
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double given = hessian[i * size + j];
                double across = hessian[j * size + i];
                if (Math.abs(given - across) > 1e-12 * largest) {
                    add(DerivativeFinding.Kind.ASYMMETRIC, second(function, i, j), i, j, given, across, 0);
                }
            }
        }
    }

    private void add(
            DerivativeFinding.Kind kind,
            String quantity,
            int row,
            int column,
            double given,
            double expected,
            double uncertainty) {
        findings.add(new DerivativeFinding(kind, quantity, row, column, t, given, expected, uncertainty));
    }

    /** Such as {@code jacobian[2][5] (∂x₂/∂u₁)}. */
    String first(String derivative, String function, int row, int column) {
        String entry = row < 0 ? "[" + column + "]" : "[" + row + "][" + column + "]";
        return derivative + entry + " (∂" + function + "/∂" + variable(column) + ")";
    }

    /** Such as {@code Hessian of x₂[1][4] (∂²x₂/∂x₁∂u₀)}. */
    String second(String function, int row, int column) {
        return "Hessian of " + function + "[" + row + "][" + column + "] (∂²" + function + "/∂" + variable(row) + "∂"
                + variable(column) + ")";
    }

    private String variable(int i) {
        return i < n ? "x" + subscript(i) : "u" + subscript(i - n);
    }

    static String subscript(int i) {
        StringBuilder digits = new StringBuilder();
        for (char digit : Integer.toString(i).toCharArray()) {
            digits.append((char) ('₀' + digit - '0'));
        }
        return digits.toString();
    }
}
