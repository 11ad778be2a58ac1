package org.waymark.lqr.estimation;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RowMajor;
import org.waymark.lqr.riccati.InfiniteHorizonLqr;
import org.waymark.lqr.riccati.InfiniteHorizonSolution;
import org.waymark.lqr.riccati.LinearQuadraticProblem;

/**
 * Linear-quadratic-Gaussian control: the regulator, acting on the filter's estimate as if it were the state. By the separation principle
 * no controller that sees only the measurements does better (Bertsekas 2017, section 4.3).
 *
 * <pre>
 *   Lqg lqg = Lqg.steady(problem, c, v, start);      // W is the noise of the problem
 *   while (running) {
 *     lqg.act(measurement, control);                 // y_t in, u_t out
 *   }
 * </pre>
 *
 * <p>Mutable; one per thread. Nothing is allocated after construction.
 */
public final class Lqg {
    private final LinearGaussianController controller;
    private final boolean endless;
    private final Estimator estimator;
    private final double[] mean;
    private int t;

    private Lqg(LinearGaussianController controller, boolean endless, Estimator estimator) {
        this.controller = controller;
        this.endless = endless;
        this.estimator = estimator;
        this.mean = new double[estimator.stateSize()];
        controller
                .gain()
                .requireShape("controller gain", controller.horizon(), estimator.controlSize(), estimator.stateSize());
    }

    /**
     * A controller of T steps on a running filter; it acts at t = 0…T−1.
     *
     * @throws IllegalArgumentException if they differ in size
     */
    public static Lqg of(LinearGaussianController controller, Estimator estimator) {
        return new Lqg(controller, false, estimator);
    }

    /**
     * The stationary regulator on any estimator, without end.
     *
     * @throws IllegalArgumentException if they differ in size
     * @throws IllegalStateException if the regulator was not solved
     */
    public static Lqg of(InfiniteHorizonSolution regulator, Estimator estimator) {
        return new Lqg(regulator.controller(1, 1), true, estimator);
    }

    /**
     * The stationary regulator on the stationary filter, without end.
     *
     * @param problem its noise is W
     * @param c C, p × n
     * @param v V, p × p
     * @param start the prior mean of x_0, [n]
     * @throws IllegalArgumentException naming what has another shape
     * @throws IllegalStateException if there is no stabilising regulator or no stable filter, with the reason
     */
    public static Lqg steady(LinearQuadraticProblem problem, double[][] c, double[][] v, double[] start) {
        SteadyKalman filter = SteadyKalman.solve(problem.a(), c, problem.noise(), v);
        return of(InfiniteHorizonLqr.solve(problem), new SteadyFilter(problem, c, filter.gain(), start));
    }

    /** Back to t = 0 and the prior of x_0. */
    public void reset() {
        estimator.reset();
        t = 0;
    }

    /**
     * Takes y_t in, writes u_t, and goes on to t+1.
     *
     * @param measurement [p]; not modified
     * @param control [m]; overwritten
     * @return false if the filter could not use the measurement, see {@link Estimator#update}; u_t is then that of the prediction
     * @throws IllegalStateException if the controller or the filter ends at t
     */
    public boolean act(double[] measurement, double[] control) {
        boolean used = estimator.update(measurement);
        actBlind(control);
        return used;
    }

    /** As {@link #act}, for a t whose measurement is missing. */
    public void actBlind(double[] control) {
        if (!endless && t >= controller.horizon()) {
            throw new IllegalStateException("the controller ends at t = " + controller.horizon());
        }
        KalmanFilter.requireSize("control", control.length, controller.controlSize());
        estimator.mean(mean);
        controller.mean(mean, endless ? 0 : t, control);
        estimator.predict(control);
        t++;
    }

    /** The filter; its estimate after {@link #act} is the prediction for the next t. */
    public Estimator estimator() {
        return estimator;
    }

    /**
     * The mean cost of a step of {@link #steady}: λ of the regulator that sees the state, and what not seeing it costs,
     * ½tr(Kᵀ(R + BᵀXB)K P) with the filtered covariance P.
     */
    public static double meanCost(InfiniteHorizonSolution regulator, SteadyKalman filter) {
        double[][] gain = regulator.gain();
        double[][] weight = regulator.riccati().controlHessian();
        double[][] covariance = filter.filteredCovariance();
        int m = gain.length;
        int n = covariance.length;
        double[] flatGain = RowMajor.read("K", gain, m, n);
        double sum = regulator.meanCost();
        double[] kp = new double[n];
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < n; k++) {
                kp[k] = KalmanFilter.dot(gain[i], 0, covariance[k], 0, n);
            }
            for (int j = 0; j < m; j++) {
                sum += 0.5 * weight[i][j] * KalmanFilter.dot(kp, 0, flatGain, j * n, n);
            }
        }
        return sum;
    }
}
