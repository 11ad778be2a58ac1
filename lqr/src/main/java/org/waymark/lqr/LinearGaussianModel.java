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

    /**
     * x_{t+1} = A_t x_t + B_t u_t from x_0 = 0, without noise: what a regulator needs.
     *
     * @param a A, T × n×n
     * @param b B, T × n×m
     */
    public static LinearGaussianModel noiseless(TimeVaryingMatrix a, TimeVaryingMatrix b) {
        int horizon = a.steps();
        int n = a.rows();
        int m = b.cols();
        a.requireShape("A", horizon, n, n);
        b.requireShape("B", horizon, n, m);
        TimeVaryingMatrix.Builder transition = new TimeVaryingMatrix.Builder(horizon, n, n + m);
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    transition.set(t, i, j, a.get(t, i, j));
                }
                for (int j = 0; j < m; j++) {
                    transition.set(t, i, n + j, b.get(t, i, j));
                }
            }
        }
        return new LinearGaussianModel(
                transition.build(),
                TimeVaryingMatrix.zeros(horizon, n, 1),
                TimeVaryingMatrix.zeros(horizon, n, n),
                new Gaussian(new double[n], new double[n * n]));
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
