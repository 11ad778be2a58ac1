package org.waymark.lqr;

/**
 * The Gaussian marginals of a controller under a linear-Gaussian model: y_t = [x_t;u_t] ~ N(mean_t, covariance_t).
 *
 * @param mean T × (n+m)
 * @param covariance T × (n+m)×(n+m)
 * @param finalState distribution of x_T
 */
public record TrajectoryDistribution(TimeVaryingMatrix mean, TimeVaryingMatrix covariance, Gaussian finalState) {
    public TrajectoryDistribution {
        mean.requireShape("mean", covariance.steps(), covariance.rows(), 1);
        covariance.requireShape("covariance", mean.steps(), mean.rows(), mean.rows());
    }

    public int horizon() {
        return mean.steps();
    }

    public int stateSize() {
        return finalState.size();
    }
}
