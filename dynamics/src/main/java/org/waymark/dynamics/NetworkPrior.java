package org.waymark.dynamics;

/**
 * An ensemble of networks, linearised at the input (Fu, Levine and Abbeel 2016, section IV.B): with x′ = f(x, u) the mean of the
 * networks, J its Jacobian, and R the covariance of what they leave unexplained,
 *
 * <pre>
 *   μ₀ = [x; u; f(x, u)],   Σ₀ = [Σ_in, Σ_in Jᵀ; J Σ_in, J Σ_in Jᵀ + R]
 * </pre>
 *
 * <p>Σ_in is the covariance of [x_t; u_t] about its mean at each time step, averaged over time steps: the spread that a regression at one
 * time step typically sees, so that a pseudo-sample weighs as much as a sample. R is the second moment of the errors in predicting
 * rollouts that were held out.
 *
 * @param ensemble f
 * @param inputCovariance Σ_in, [(n+m) × (n+m)], row-major, symmetric positive semidefinite
 * @param residual R, [n × n], row-major, symmetric positive semidefinite
 * @param transitions how many it was fitted to
 */
record NetworkPrior(DynamicsEnsemble ensemble, double[] inputCovariance, double[] residual, int transitions)
        implements TransitionPrior {
    NetworkPrior {
        inputCovariance = inputCovariance.clone();
        residual = residual.clone();
    }

    @Override
    public int size() {
        return 2 * ensemble.stateSize() + ensemble.controlSize();
    }

    @Override
    public void near(double[] input, double[] mean, double[] covariance) {
        int n = ensemble.stateSize();
        int inputs = input.length;
        int size = inputs + n;
        double[] next = new double[n];
        double[] jacobian = new double[n * inputs];
        ensemble.next(input, next);
        ensemble.jacobian(input, jacobian);
        System.arraycopy(input, 0, mean, 0, inputs);
        System.arraycopy(next, 0, mean, inputs, n);
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(inputCovariance, i * inputs, covariance, i * size, inputs);
        }
        for (int o = 0; o < n; o++) {
            for (int j = 0; j < inputs; j++) {
                double sum = 0;
                for (int i = 0; i < inputs; i++) {
                    sum += jacobian[o * inputs + i] * inputCovariance[i * inputs + j];
                }
                covariance[(inputs + o) * size + j] = sum;
                covariance[j * size + inputs + o] = sum;
            }
        }
        for (int o = 0; o < n; o++) {
            for (int p = 0; p <= o; p++) {
                double sum = residual[o * n + p];
                for (int j = 0; j < inputs; j++) {
                    sum += covariance[(inputs + o) * size + j] * jacobian[p * inputs + j];
                }
                covariance[(inputs + o) * size + inputs + p] = sum;
                covariance[(inputs + p) * size + inputs + o] = sum;
            }
        }
    }
}
