package org.waymark.lqr;

/**
 * Time-varying linear-Gaussian dynamics: x_{t+1} ~ N(F_t y_t + f_t, D_t), y = [x;u], x_0 ~ N(mean, covariance).
 *
 * @param transition F, T × n×(n+m)
 * @param offset f, T × n
 * @param noise D, T × n×n, symmetric positive semidefinite
 * @param initialState distribution of x_0
 */
public record LinearGaussianModel(
        TimeVaryingMatrix transition, TimeVaryingMatrix offset, TimeVaryingMatrix noise, Gaussian initialState) {
    public LinearGaussianModel {
        int n = initialState.size();
        int horizon = transition.steps();
        transition.requireShape("transition", horizon, n, Math.max(n, transition.cols()));
        offset.requireShape("offset", horizon, n, 1);
        noise.requireShape("noise", horizon, n, n);
    }

    /** T, the number of controls. */
    public int horizon() {
        return transition.steps();
    }

    public int stateSize() {
        return transition.rows();
    }

    public int controlSize() {
        return transition.cols() - transition.rows();
    }
}
