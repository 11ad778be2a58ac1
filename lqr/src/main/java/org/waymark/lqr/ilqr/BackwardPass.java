package org.waymark.lqr.ilqr;

import java.util.Arrays;

/**
 * The backward pass: the feedforward k_t and the gains K_t that minimise the quadratic model of the cost-to-go,
 *
 * <pre>
 *   q = g + Fᵀv',   Q = H + FᵀV'F (+ v'·f_yy),   Q̃ = Q with μ on the state or the control
 *   k = argmin ½δᵀQ̃_uu δ + q_uᵀδ within the limits,   K = −Q̃_uu⁻¹Q̃_ux, zero for a control at its limit
 * </pre>
 *
 * <p>and V, v of the stage under these gains, with the Q that is not regularised: {@link CostToGo} (Tassa, Erez and Todorov 2012, equations
 * 5, 10 and 11; limits: Tassa, Mansard and Todorov 2014). If the trajectory has gaps d, v' is taken where the linearised model arrives, at
 * v' + V'd. Workspace: allocates nothing.
 */
final class BackwardPass {
    private final int n;
    private final int m;
    private final boolean secondOrder;
    private final double[] lower;
    private final double[] upper;
    private final boolean limited;
    private final BoxQuadratic box;
    private final CostToGo costToGo;

    /** k_t, [T][m]. */
    final double[][] feedforward;
    /** K_t, [T][m·n]. */
    final double[][] gain;
    /** Q̃_uu, [T][m·m]. */
    final double[][] controlHessian;

    /** H + v'·f_yy, [p × p]. */
    private final double[] hessian;
    /** Q̃_ux, [m × n]. */
    private final double[] cross;

    private final double[] controlGradient;
    private final double[] low;
    private final double[] high;

    private double slope;
    private double bend;
    private int failedAt;
    private boolean notFinite;

    BackwardPass(int n, int m, int horizon, boolean secondOrder, double[] lower, double[] upper, boolean limited) {
        this.n = n;
        this.m = m;
        this.secondOrder = secondOrder;
        this.lower = lower;
        this.upper = upper;
        this.limited = limited;
        box = new BoxQuadratic(m);
        costToGo = CostToGo.of(n, m);
        feedforward = new double[horizon][m];
        gain = new double[horizon][m * n];
        controlHessian = new double[horizon][m * m];
        hessian = new double[(n + m) * (n + m)];
        cross = new double[m * n];
        controlGradient = new double[m];
        low = new double[m];
        high = new double[m];
    }

    /**
     * Runs over all time steps; false if some Q̃_uu is not positive definite, at {@link #failedAt}, or a curvature {@link #notFinite}, with
     * the place in {@code failure}.
     */
    boolean run(Trajectory at, StageDerivatives d, double onState, double onControl, NonFinite failure) {
        costToGo.begin(d.terminalHessian, d.terminalGradient);
        slope = 0;
        bend = 0;
        notFinite = false;
        for (int t = at.horizon() - 1; t >= 0; t--) {
            if (!stage(at, d, t, onState, onControl, failure)) {
                failedAt = t;
                return false;
            }
        }
        return true;
    }

    private boolean stage(
            Trajectory at, StageDerivatives d, int t, double onState, double onControl, NonFinite failure) {
        if (at.gapNorm > 0) {
            costToGo.shift(at.gap[t]);
        }
        double[] stageHessian = stageHessian(at, d, t);
        if (secondOrder && !failure.check("model curvature", stageHessian, stageHessian.length, t)) {
            notFinite = true;
            return false;
        }
        costToGo.assemble(d.jacobian[t], stageHessian, d.gradient[t]);
        costToGo.regularizedHessian(onControl, onState, controlHessian[t]);
        boolean minimized = limited
                ? minimizeWithinLimits(at.control[t], t, onState)
                : costToGo.eliminate(onControl, onState, controlHessian[t], gain[t], feedforward[t]);
        if (!minimized) {
            return false;
        }
        slope += costToGo.slope();
        bend += costToGo.bend();
        costToGo.advance();
        return Double.isFinite(slope) && Double.isFinite(bend);
    }

    private double[] stageHessian(Trajectory at, StageDerivatives d, int t) {
        if (!secondOrder) {
            return d.hessian[t];
        }
        System.arraycopy(d.hessian[t], 0, hessian, 0, hessian.length);
        d.addCurvature(at, t, costToGo.gradientAhead(), hessian);
        return hessian;
    }

    private boolean minimizeWithinLimits(double[] control, int t, double onState) {
        for (int a = 0; a < m; a++) {
            controlGradient[a] = costToGo.controlGradient(a);
            low[a] = lower[a] - control[a];
            high[a] = upper[a] - control[a];
        }
        if (!box.solve(controlHessian[t], controlGradient, low, high, feedforward[t])) {
            return false;
        }
        costToGo.regularizedCross(onState, cross);
        box.gain(cross, n, gain[t]);
        costToGo.setGains(gain[t], feedforward[t]);
        return true;
    }

    int failedAt() {
        return failedAt;
    }

    /** Whether the last pass failed because a curvature was not finite. */
    boolean notFinite() {
        return notFinite;
    }

    /** Decrease of the cost that the quadratic model expects of a step α: −(α Σkᵀq_u + ½α² ΣkᵀQ_uu k). */
    double expected(double step) {
        return -step * (slope + 0.5 * step * bend);
    }

    /** Moves the gains one time step forwards; the last one is repeated. */
    void shift() {
        for (int t = 0; t + 1 < gain.length; t++) {
            System.arraycopy(gain[t + 1], 0, gain[t], 0, m * n);
        }
    }

    /** Forgets the feedforward terms, which otherwise are the first guesses of the limited problems. */
    void clear() {
        for (double[] k : feedforward) {
            Arrays.fill(k, 0);
        }
    }
}
