package org.waymark.lqr.constrained;

import java.util.Arrays;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.derivative.Dual;
import org.waymark.lqr.derivative.DualModel;
import org.waymark.lqr.derivative.DualRungeKutta4;

/** The three constrained problems that {@code constrained_reference.py} solves, as it states them. */
record ConstrainedTask(String name, ConstrainedProblem problem, double[] start, TimeVaryingMatrix guess) {
    private static final double GRAVITY = 9.81;

    /** What Ipopt found. */
    ReferenceCase reference() {
        return ReferenceCase.load("constrained_" + name);
    }

    /** From rest at the origin to (10, 4), heading along x, past two circular obstacles. */
    static ConstrainedTask car() {
        int horizon = 80;
        double step = 0.1;
        DualModel model = held(4, 2, step, (x, u, rate) -> {
            rate[0] = x[3].times(x[2].cos());
            rate[1] = x[3].times(x[2].sin());
            rate[2] = x[3].times(u[0].tan()).times(0.5);
            rate[3] = u[1];
        });
        WeightedDistance cost = new WeightedDistance(
                new double[] {0.1 * step, 0.1 * step, 0, 0},
                new double[] {10, 4, 0, 0},
                new double[] {step, 0.5 * step},
                new double[2],
                filled(4, 50));
        ControlLimits limits = ControlLimits.symmetric(0.5, 2);
        ConstrainedProblem problem = ConstrainedProblem.of(new TrajectoryProblem(model, cost, limits, horizon))
                .withInequality("first obstacle", KeepOut.circle(0, 1, 2.5, 0.6, 1), 1, horizon)
                .withInequality("second obstacle", KeepOut.circle(0, 1, 6, 3.2, 1.2), 1, horizon);
        return new ConstrainedTask("car", problem, new double[4], repeated(horizon, 0, 0.3));
    }

    /** Swing-up on a short rail, upright and at rest at the end. */
    static ConstrainedTask cartPole() {
        int horizon = 100;
        double cart = 1;
        double pole = 0.2;
        double length = 0.5;
        DualModel model = held(4, 1, 0.05, (x, u, rate) -> {
            Dual s = x[1].sin();
            Dual c = x[1].cos();
            Dual d = s.square().times(pole).plus(cart);
            Dual swing = x[3].square().times(pole * length).times(s);
            rate[0] = x[2];
            rate[1] = x[3];
            rate[2] = u[0].plus(swing).plusTimes(pole * GRAVITY, s.times(c)).dividedBy(d);
            rate[3] = u[0].plus(swing)
                    .times(c)
                    .plusTimes((cart + pole) * GRAVITY, s)
                    .dividedBy(d)
                    .times(-1 / length);
        });
        double[] goal = {0, Math.PI, 0, 0};
        WeightedDistance cost =
                new WeightedDistance(filled(4, 0.01), goal, filled(1, 0.1), new double[1], new double[4]);
        ConstrainedProblem problem = ConstrainedProblem.of(TrajectoryProblem.unlimited(model, cost, horizon))
                .withInequality("rail", StateLimits.component(0, -0.15, 0.15), 1, horizon)
                .withGoal(goal);
        return new ConstrainedTask("cart_pole", problem, new double[4], repeated(horizon, 0.01));
    }

    /** Thirteen states (position, quaternion, velocity, angular velocity of the body), through a window in a wall. */
    static ConstrainedTask quadrotor() {
        int horizon = 100;
        double step = 0.03;
        double hover = 0.5 * GRAVITY / 4;
        DualModel model = held(13, 4, step, ConstrainedTask::fly);
        double[] goal = {4, -0.8, 1.2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] weights = new double[13];
        for (int i = 0; i < 13; i++) {
            weights[i] = step * (i < 3 ? 0.1 : i < 7 ? 1 : 0.05);
        }
        WeightedDistance cost =
                new WeightedDistance(weights, goal, filled(4, 0.5 * step), filled(4, hover), new double[13]);
        ControlLimits limits = new ControlLimits(new double[4], filled(4, 1.7));
        int[] end = {0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        double[] target = Arrays.stream(end).mapToDouble(i -> goal[i]).toArray();
        ConstrainedProblem problem = ConstrainedProblem.of(new TrajectoryProblem(model, cost, limits, horizon))
                .withInequality("left", KeepOut.circle(0, 1, 2, 1.3, 1), 1, horizon)
                .withInequality("right", KeepOut.circle(0, 1, 2, -1.3, 1), 1, horizon)
                .withInequality("above", KeepOut.circle(0, 2, 2, 2.8, 1), 1, horizon)
                .withInequality("below", KeepOut.circle(0, 2, 2, 0.2, 1), 1, horizon)
                .withEquality("goal", new Goal(end, target), horizon, horizon);
        double[] start = {0, -1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        return new ConstrainedTask("quadrotor", problem, start, pitching(horizon, hover));
    }

    private static TimeVaryingMatrix pitching(int horizon, double hover) {
        double[] guess = repeated(horizon, hover, hover, hover, hover).toArray();
        for (int t = 0; t < 10; t++) {
            double tilt = t < 5 ? 0.02 : -0.02;
            guess[4 * t] -= tilt;
            guess[4 * t + 2] += tilt;
        }
        return TimeVaryingMatrix.ofVectors(horizon, 4, guess);
    }

    private static void fly(Dual[] x, Dual[] u, Dual[] rate) {
        double mass = 0.5;
        double arm = 0.175;
        double drag = 0.0245;
        double across = 0.0023;
        double upright = 0.004;
        Dual qw = x[3];
        Dual qx = x[4];
        Dual qy = x[5];
        Dual qz = x[6];
        Dual p = x[10];
        Dual q = x[11];
        Dual r = x[12];
        Dual lift = u[0].plus(u[1]).plus(u[2]).plus(u[3]).times(1 / mass);
        rate[0] = x[7];
        rate[1] = x[8];
        rate[2] = x[9];
        rate[3] = qx.times(p).plus(qy.times(q)).plus(qz.times(r)).times(-0.5);
        rate[4] = qw.times(p).plus(qy.times(r)).minus(qz.times(q)).times(0.5);
        rate[5] = qw.times(q).plus(qz.times(p)).minus(qx.times(r)).times(0.5);
        rate[6] = qw.times(r).plus(qx.times(q)).minus(qy.times(p)).times(0.5);
        rate[7] = qx.times(qz).plus(qw.times(qy)).times(2).times(lift);
        rate[8] = qy.times(qz).minus(qw.times(qx)).times(2).times(lift);
        rate[9] = qx.square()
                .plus(qy.square())
                .times(2)
                .subtractedFrom(1)
                .times(lift)
                .minus(GRAVITY);
        rate[10] = u[1].minus(u[3])
                .times(arm)
                .plusTimes(across - upright, q.times(r))
                .times(1 / across);
        rate[11] = u[2].minus(u[0])
                .times(arm)
                .plusTimes(upright - across, p.times(r))
                .times(1 / across);
        rate[12] = u[0].minus(u[1]).plus(u[2]).minus(u[3]).times(drag / upright);
    }

    private static DualModel held(int n, int m, double step, DualRungeKutta4.Rate rate) {
        return new DualModel(n, m, new DualRungeKutta4(n, step, rate));
    }

    private static double[] filled(int size, double value) {
        double[] all = new double[size];
        Arrays.fill(all, value);
        return all;
    }

    private static TimeVaryingMatrix repeated(int horizon, double... control) {
        double[] all = new double[horizon * control.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = control[i % control.length];
        }
        return TimeVaryingMatrix.ofVectors(horizon, control.length, all);
    }
}
