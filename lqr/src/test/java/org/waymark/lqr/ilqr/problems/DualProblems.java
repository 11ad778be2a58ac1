package org.waymark.lqr.ilqr.problems;

import org.waymark.lqr.derivative.Dual;
import org.waymark.lqr.derivative.DualCost;
import org.waymark.lqr.derivative.DualModel;
import org.waymark.lqr.derivative.DualObjective;
import org.waymark.lqr.derivative.DualRungeKutta4;

/** The benchmark problems, written with dual numbers. */
public final class DualProblems {
    private static final double STEP = 0.05;

    private DualProblems() {}

    public static DualModel model(BenchmarkProblem problem) {
        return switch (problem) {
            case PENDULUM, PENDULUM_LIMITED ->
                new DualModel(2, 1, new DualRungeKutta4(2, STEP, DualProblems::pendulum));
            case CART_POLE, CART_POLE_LIMITED ->
                new DualModel(4, 1, new DualRungeKutta4(4, STEP, DualProblems::cartPole));
            case CAR_PARKING -> new DualModel(4, 2, DualProblems::car);
        };
    }

    public static DualCost cost(BenchmarkProblem problem) {
        return switch (problem) {
            case PENDULUM, PENDULUM_LIMITED ->
                new DualCost(
                        2,
                        1,
                        new Diagonal(
                                new double[] {Math.PI, 0}, new double[] {0.1, 0.01}, new double[] {0.01}, new double[] {
                                    100, 10
                                }));
            case CART_POLE, CART_POLE_LIMITED ->
                new DualCost(
                        4,
                        1,
                        new Diagonal(
                                new double[] {0, Math.PI, 0, 0},
                                new double[] {0.01, 0.01, 0.01, 0.01},
                                new double[] {0.1},
                                new double[] {100, 100, 100, 100}));
            case CAR_PARKING -> new DualCost(4, 2, new Parking());
        };
    }

    /** θ̈ = u − 0.1 θ̇ − 9.81 sin θ. */
    private static void pendulum(Dual[] x, Dual[] u, Dual[] rate) {
        rate[0] = x[1];
        rate[1] = u[0].plusTimes(-0.1, x[1]).plusTimes(-9.81, x[0].sin());
    }

    /** p̈ = (u + m sin θ (l ω² + g cos θ))/D, ω̇ = −(u cos θ + m l ω² cos θ sin θ + (M+m) g sin θ)/(l D), D = M + m sin²θ. */
    private static void cartPole(Dual[] x, Dual[] u, Dual[] rate) {
        double cart = 1;
        double pole = 0.2;
        double length = 0.5;
        double gravity = 9.81;
        Dual sin = x[1].sin();
        Dual cos = x[1].cos();
        Dual pull = sin.times(pole);
        Dual spin = x[3].square().times(length);
        Dual d = pull.times(sin).plus(cart);
        rate[0] = x[2];
        rate[1] = x[3];
        rate[2] = u[0].plus(pull.times(spin.plusTimes(gravity, cos))).dividedBy(d);
        Dual push = u[0].plus(spin.times(pull)).times(cos).plusTimes((cart + pole) * gravity, sin);
        rate[3] = push.dividedBy(d.times(-length));
    }

    /** Tassa, Mansard and Todorov 2014, section IV. */
    private static void car(Dual[] x, Dual[] u, int t, Dual[] next) {
        double h = 0.03;
        double axle = 2;
        Dual sin = u[0].sin();
        Dual forward = x[3].times(h);
        Dual side = forward.times(sin);
        Dual back = forward.times(u[0].cos())
                .plus(axle)
                .minus(side.square().subtractedFrom(axle * axle).sqrt());
        next[0] = x[0].plus(back.times(x[2].cos()));
        next[1] = x[1].plus(back.times(x[2].sin()));
        next[2] = x[2].plus(side.dividedBy(axle).asin());
        next[3] = x[3].plusTimes(h, u[1]);
    }

    private record Diagonal(double[] goal, double[] q, double[] r, double[] f) implements DualObjective {
        @Override
        public Dual running(Dual[] x, Dual[] u, int t) {
            Dual sum = squares(x, q);
            for (int i = 0; i < u.length; i++) {
                sum = sum.plusTimes(0.5 * r[i], u[i].square());
            }
            return sum;
        }

        @Override
        public Dual terminal(Dual[] x) {
            return squares(x, f);
        }

        private Dual squares(Dual[] x, double[] weights) {
            Dual sum = x[0].constant(0);
            for (int i = 0; i < x.length; i++) {
                sum = sum.plusTimes(0.5 * weights[i], x[i].minus(goal[i]).square());
            }
            return sum;
        }
    }

    private record Parking() implements DualObjective {
        @Override
        public Dual running(Dual[] x, Dual[] u, int t) {
            return near(x).plusTimes(1e-2, u[0].square()).plusTimes(1e-4, u[1].square());
        }

        @Override
        public Dual terminal(Dual[] x) {
            return near(x).plusTimes(0.1, smooth(x[0], 0.01))
                    .plusTimes(0.1, smooth(x[1], 0.01))
                    .plus(smooth(x[2], 0.01))
                    .plusTimes(0.3, smooth(x[3], 1));
        }

        private static Dual near(Dual[] x) {
            return smooth(x[0], 0.1).plus(smooth(x[1], 0.1)).times(1e-3);
        }

        private static Dual smooth(Dual z, double q) {
            return z.hypot(q).minus(q);
        }
    }
}
