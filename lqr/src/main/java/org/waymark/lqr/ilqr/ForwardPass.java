package org.waymark.lqr.ilqr;

import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;

/** Rolls the model out under û + αk + K(x − x̂), cut at the limits. */
final class ForwardPass {
    private final Model model;
    private final Cost cost;
    private final double[] lower;
    private final double[] upper;
    private final int n;
    private final int m;

    ForwardPass(Model model, Cost cost, double[] lower, double[] upper) {
        this.model = model;
        this.cost = cost;
        this.lower = lower;
        this.upper = upper;
        n = model.stateSize();
        m = model.controlSize();
    }

    Trajectory newTrajectory(int horizon) {
        return new Trajectory(n, m, horizon);
    }

    int stateSize() {
        return n;
    }

    int controlSize() {
        return m;
    }

    /**
     * Rolls out, with x_{t+1} = f(x_t,u_t) − (1−α)d_t, so that each gap d shrinks by 1−α.
     *
     * @param to overwritten; its x_0 is {@code from}'s
     * @return false, with the place in {@code failure}, if a state or a cost is not finite
     */
    boolean run(Trajectory from, BackwardPass by, double step, Trajectory to, NonFinite failure) {
        int horizon = from.horizon();
        System.arraycopy(from.state[0], 0, to.state[0], 0, n);
        double sum = 0;
        double open = from.gapNorm > 0 ? 1 - step : 0;
        for (int t = 0; t < horizon; t++) {
            double[] x = to.state[t];
            double[] u = to.control[t];
            control(from, by, step, t, x, u);
            double[] next = to.state[t + 1];
            model.next(x, u, t, next);
            double running = cost.running(x, u, t);
            sum += running;
            if (open > 0) {
                leaveGap(from.gap[t], open, next, to.gap[t]);
            }
            if (!failure.check("cost", running, t) || !failure.check("model state", next, n, t)) {
                return false;
            }
        }
        to.gapNorm = open * from.gapNorm;
        to.gapSum = open * from.gapSum;
        double terminal = cost.terminal(to.state[horizon]);
        to.cost = sum + terminal;
        return failure.check("final cost", terminal, horizon);
    }

    private void leaveGap(double[] gap, double open, double[] next, double[] left) {
        for (int i = 0; i < n; i++) {
            left[i] = open * gap[i];
            next[i] -= left[i];
        }
    }

    /** u = û + αk + K(x − x̂) within the limits. */
    void control(Trajectory from, BackwardPass by, double step, int t, double[] x, double[] u) {
        double[] k = by.feedforward[t];
        double[] gain = by.gain[t];
        double[] x0 = from.state[t];
        double[] u0 = from.control[t];
        for (int a = 0, at = 0; a < m; a++, at += n) {
            double v = u0[a] + step * k[a];
            for (int j = 0; j < n; j++) {
                v += gain[at + j] * (x[j] - x0[j]);
            }
            u[a] = Math.max(lower[a], Math.min(upper[a], v));
        }
    }

    /** Rolls out û + K(x − x̂) of {@code from} from the x_0 of {@code to}; false as {@link #run}. */
    boolean track(Trajectory from, BackwardPass by, Trajectory to, NonFinite failure) {
        for (int t = 0; t < from.horizon(); t++) {
            control(from, by, 0, t, to.state[t], to.control[t]);
            model.next(to.state[t], to.control[t], t, to.state[t + 1]);
            if (!failure.check("model state", to.state[t + 1], n, t)) {
                return false;
            }
        }
        return follow(to, failure);
    }

    /** Rolls out the controls of {@code at} from its x_0, closing all gaps; false as {@link #run}. */
    boolean follow(Trajectory at, NonFinite failure) {
        double sum = 0;
        int horizon = at.horizon();
        for (int t = 0; t < horizon; t++) {
            double[] u = at.control[t];
            clamp(u);
            model.next(at.state[t], u, t, at.state[t + 1]);
            double running = cost.running(at.state[t], u, t);
            sum += running;
            if (!failure.check("cost", running, t) || !failure.check("model state", at.state[t + 1], n, t)) {
                return false;
            }
        }
        double terminal = cost.terminal(at.state[horizon]);
        at.cost = sum + terminal;
        at.gapNorm = 0;
        at.gapSum = 0;
        return failure.check("final cost", terminal, horizon);
    }

    /** Cost and gaps of the states and controls as they stand; false as {@link #run}. */
    boolean measureGaps(Trajectory at, NonFinite failure) {
        int horizon = at.horizon();
        double sum = 0;
        at.gapNorm = 0;
        at.gapSum = 0;
        for (int t = 0; t < horizon; t++) {
            double[] x = at.state[t];
            double[] u = at.control[t];
            clamp(u);
            double[] gap = at.gap[t];
            model.next(x, u, t, gap);
            double running = cost.running(x, u, t);
            if (!failure.check("cost", running, t) || !failure.check("model state", gap, n, t)) {
                return false;
            }
            sum += running;
            for (int i = 0; i < n; i++) {
                gap[i] -= at.state[t + 1][i];
                at.gapNorm = Math.max(at.gapNorm, Math.abs(gap[i]));
                at.gapSum += Math.abs(gap[i]);
            }
        }
        double terminal = cost.terminal(at.state[horizon]);
        at.cost = sum + terminal;
        return failure.check("final cost", terminal, horizon);
    }

    private void clamp(double[] u) {
        for (int a = 0; a < m; a++) {
            u[a] = Math.max(lower[a], Math.min(upper[a], u[a]));
        }
    }
}
