package org.waymark.dynamics;

/** What is added to the covariance of the inputs before a regression, so that it can be inverted. */
interface Regularizer {
    /**
     * @param covariance [rows][at least inputs] lower triangle of the joint covariance; its first {@code inputs} rows may be modified
     */
    void apply(double[][] covariance, int inputs, int t);

    /** r·I + s·diag(covariance): s weighs every input by its own variance, so it means the same in any unit. */
    static Regularizer ridge(double r, double s) {
        return (covariance, inputs, t) -> {
            for (int i = 0; i < inputs; i++) {
                covariance[i][i] += r + s * covariance[i][i];
            }
        };
    }
}
