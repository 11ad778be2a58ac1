package org.waymark.lqr.estimation;

/**
 * A running estimate of the state from measurements and controls. At every t: {@link #update} (or nothing, if the measurement is missing),
 * then the estimate may be read, then {@link #predict}.
 *
 * <p>Mutable; one per thread. Nothing is allocated after construction.
 */
public interface Estimator {
    int stateSize();

    int controlSize();

    int measurementSize();

    /** Back to t = 0 and the prior of x_0. */
    void reset();

    /**
     * Takes y_t in.
     *
     * @param measurement [measurementSize]; not modified
     * @return false if the covariance of the innovation is not positive definite; the estimate then stays as it was
     * @throws IllegalArgumentException if the size differs
     * @throws org.waymark.lqr.NonFiniteException if the measurement holds a NaN or an infinity
     */
    boolean update(double[] measurement);

    /**
     * Goes from t to t+1.
     *
     * @param control u_t, [controlSize]; not modified
     * @throws IllegalArgumentException if the size differs
     * @throws org.waymark.lqr.NonFiniteException if the control holds a NaN or an infinity
     * @throws IllegalStateException if the model ends at t
     */
    void predict(double[] control);

    /** Writes the estimate of x_t into {@code out}, [stateSize]. */
    void mean(double[] out);
}
