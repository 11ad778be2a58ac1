package org.waymark.dynamics;

/** What is added to the covariance of the inputs before a regression, so that it can be inverted. */
interface Regularizer {
    /**
     * @param covariance [rows][at least inputs] lower triangle of the joint covariance; its first {@code inputs} rows may be modified
     */
    void apply(double[][] covariance, int inputs, int t);

    /** r·I. */
    static Regularizer ridge(double r) {
        return (covariance, inputs, t) -> {
            for (int i = 0; i < inputs; i++) {
                covariance[i][i] += r;
            }
        };
    }
}
