package org.waymark.lqr.ilqr;

/**
 * One iteration, as a listener sees it.
 *
 * @param number 1 for the first
 * @param cost after the iteration
 * @param expected decrease of the cost that the quadratic model promised for the step tried last
 * @param actual decrease of the cost that the accepted step brought; NaN if none was accepted
 * @param gradientNorm largest entry of the projected gradient before the step
 * @param regularization μ with which the step was computed
 * @param step α; 0 if none was accepted
 * @param gap largest entry of the gaps f(x_t,u_t) − x_{t+1} after the iteration; 0 for a trajectory of the model
 */
public record Iteration(
        int number,
        double cost,
        double expected,
        double actual,
        double gradientNorm,
        double regularization,
        double step,
        double gap) {}
