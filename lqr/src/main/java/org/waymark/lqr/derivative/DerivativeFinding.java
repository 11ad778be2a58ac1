package org.waymark.lqr.derivative;

/**
 * One thing that {@link DerivativeChecker} found wrong.
 *
 * @param kind what is wrong
 * @param quantity which entry of which derivative, such as {@code jacobian[2][5] (∂x₂/∂u₁)}
 * @param row of the entry
 * @param column of the entry; −1 in a gradient or a value
 * @param t time step; −1 for the final cost
 * @param given what the model or the cost says
 * @param expected what it should be: by differences, or, of an asymmetric Hessian, the entry across the diagonal
 * @param uncertainty of the differences; 0 where none were taken
 */
public record DerivativeFinding(
        Kind kind, String quantity, int row, int column, int t, double given, double expected, double uncertainty) {
    /** What is wrong with an entry. */
    public enum Kind {
        /** It is not what differences say. */
        WRONG,
        /** It is not equal to the one across the diagonal. */
        ASYMMETRIC,
        /** It is NaN or infinite; NaN also if it was not written. */
        NOT_FINITE
    }

    /** For example {@code jacobian[2][5] (∂x₂/∂u₁) at t = 17: given 0.31, differences say 0.62 ± 1e-10}. */
    public String message() {
        String place = quantity + (t < 0 ? " at the final state" : " at t = " + t) + ": given " + given;
        return switch (kind) {
            case WRONG -> place + ", differences say " + expected + String.format(" ± %.0e", uncertainty);
            case ASYMMETRIC -> place + ", across the diagonal " + expected;
            case NOT_FINITE -> place + (Double.isNaN(given) ? ", or not written" : "");
        };
    }

    @Override
    public String toString() {
        return message();
    }
}
