package org.waymark.lqr.ilqr;

/** States, controls and their cost: workspace, one array per time step. */
final class Trajectory {
    /** x_0…x_T, [T+1][n]. */
    final double[][] state;
    /** u_0…u_{T−1}, [T][m]. */
    final double[][] control;
    /** f(x_t,u_t) − x_{t+1}, [T][n]: zeros if {@link #gapNorm} is. */
    final double[][] gap;
    /** Largest entry of the gaps. */
    double gapNorm;
    /** Σ of the entries of the gaps. */
    double gapSum;

    double cost;

    Trajectory(int n, int m, int horizon) {
        state = new double[horizon + 1][n];
        control = new double[horizon][m];
        gap = new double[horizon][n];
    }

    int horizon() {
        return control.length;
    }
}
