package org.waymark.lqr.ilqr;

import org.waymark.lqr.BatchDifferentiableModel;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.StageExpansion;

/** First derivatives of the model and second-order expansions of the cost along a trajectory, y = [x;u]; and its exact gradient. */
final class StageDerivatives {
    private final DifferentiableModel model;
    private final Cost cost;
    private final int n;
    private final int p;
    private final StageExpansion stage;
    private final double[] costate;
    private final double[] earlier;

    /** F_t = ∂f/∂y, [T][n·p]. */
    final double[][] jacobian;
    /** ∂²ℓ/∂y², [T][p·p]. */
    final double[][] hessian;
    /** ∂ℓ/∂y, [T][p]. */
    final double[][] gradient;
    /** Of ℓ_f, [n·n]. */
    final double[] terminalHessian;
    /** Of ℓ_f, [n], in the first entries. */
    final double[] terminalGradient;

    private final double[] terminalFull;

    StageDerivatives(DifferentiableModel model, Cost cost, int horizon) {
        this.model = model;
        this.cost = cost;
        n = model.stateSize();
        p = n + model.controlSize();
        stage = new StageExpansion(n, p - n);
        costate = new double[n];
        earlier = new double[n];
        jacobian = new double[horizon][n * p];
        hessian = new double[horizon][p * p];
        gradient = new double[horizon][p];
        terminalFull = new double[p * p];
        terminalHessian = new double[n * n];
        terminalGradient = new double[p];
    }

    /** Takes all derivatives; false, with the place in {@code failure}, if one is not finite. */
    boolean expand(Trajectory at, NonFinite failure) {
        int horizon = at.horizon();
        differentiate(at, horizon);
        for (int t = 0; t < horizon; t++) {
            double[] x = at.state[t];
            double[] u = at.control[t];
            if (!failure.check("model Jacobian", jacobian[t], n * p, t)) {
                return false;
            }
            stage.clear();
            cost.expandRunning(x, u, t, 1, stage);
            stage.copyGradient(gradient[t]);
            stage.copyHessian(hessian[t]);
            if (!failure.check("cost gradient", gradient[t], p, t)
                    || !failure.check("cost Hessian", hessian[t], p * p, t)) {
                return false;
            }
        }
        stage.clear();
        cost.expandTerminal(at.state[horizon], 1, stage);
        stage.copyGradient(terminalGradient);
        stage.copyHessian(terminalFull);
        for (int i = 0; i < n; i++) {
            System.arraycopy(terminalFull, i * p, terminalHessian, i * n, n);
        }
        return failure.check("final cost gradient", terminalGradient, n, horizon)
                && failure.check("final cost Hessian", terminalHessian, n * n, horizon);
    }

    private void differentiate(Trajectory at, int horizon) {
        if (model instanceof BatchDifferentiableModel batch) {
            batch.jacobians(0, at.state, at.control, horizon, jacobian);
        } else {
            for (int t = 0; t < horizon; t++) {
                model.jacobian(at.state[t], at.control[t], t, jacobian[t]);
            }
        }
    }

    /** hessian += Σ_k w_k ∂²f_k/∂y². */
    void addCurvature(Trajectory at, int t, double[] weights, double[] into) {
        model.addCurvature(at.state[t], at.control[t], t, weights, into);
    }

    /**
     * The largest entry of u − P(u − ∂J/∂u), P the projection on the limits, over all t: zero where no feasible change of a control
     * lowers the cost. ∂J/∂u comes from the costate λ_t = ℓ_x + f_xᵀλ_{t+1}. Each entry is divided by the larger of the two terms of
     * ∂J/∂u = ℓ_u + f_uᵀλ_{t+1} if that exceeds 1: the rounding error of their sum grows with them.
     */
    double projectedGradient(Trajectory at, double[] lower, double[] upper) {
        System.arraycopy(terminalGradient, 0, costate, 0, n);
        double norm = 0;
        double scale = 1;
        for (int t = at.horizon() - 1; t >= 0; t--) {
            double[] f = jacobian[t];
            double[] g = gradient[t];
            double[] u = at.control[t];
            for (int j = n; j < p; j++) {
                double fromModel = column(f, j);
                double slope = g[j] + fromModel;
                double moved = u[j - n] - slope;
                double projected = Math.max(lower[j - n], Math.min(upper[j - n], moved));
                double entry = projected == moved ? slope : u[j - n] - projected;
                norm = Math.max(norm, Math.abs(entry));
                scale = Math.max(scale, Math.max(Math.abs(g[j]), Math.abs(fromModel)));
            }
            for (int j = 0; j < n; j++) {
                earlier[j] = g[j] + column(f, j);
            }
            System.arraycopy(earlier, 0, costate, 0, n);
        }
        return norm / scale;
    }

    /** (Fᵀλ)_j. */
    private double column(double[] f, int j) {
        double sum = 0;
        for (int i = 0, at = j; i < n; i++, at += p) {
            sum += f[at] * costate[i];
        }
        return sum;
    }
}
