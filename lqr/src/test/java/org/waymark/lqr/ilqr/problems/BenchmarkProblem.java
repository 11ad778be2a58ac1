package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;

/**
 * Problems whose optima are known to ten digits: found by a second-order method with exact derivatives until the projected gradient was
 * below 1e-10.
 */
public enum BenchmarkProblem {
    PENDULUM(100, 0, 13.318784531),
    PENDULUM_LIMITED(100, 0, 31.6584940083, 4),
    CART_POLE(100, 0.01, 28.092506957),
    CART_POLE_LIMITED(100, 0.01, 29.4403953534, 3),
    CAR_PARKING(500, 0, 1.90516775497, 0.5, 2);

    private static final double STEP = 0.05;
    private final int horizon;
    private final double guess;
    private final double optimum;
    private final double[] limits;

    BenchmarkProblem(int horizon, double guess, double optimum, double... limits) {
        this.horizon = horizon;
        this.guess = guess;
        this.optimum = optimum;
        this.limits = limits;
    }

    /** A new model, for one thread. */
    public Model model() {
        return switch (this) {
            case PENDULUM, PENDULUM_LIMITED -> new Pendulum(STEP, horizon);
            case CART_POLE, CART_POLE_LIMITED -> new CartPole(STEP, horizon);
            case CAR_PARKING -> new CarParking();
        };
    }

    public Cost cost() {
        return switch (this) {
            case PENDULUM, PENDULUM_LIMITED ->
                new DiagonalCost(
                        new double[] {Math.PI, 0}, new double[] {0.1, 0.01}, new double[] {0.01}, new double[] {100, 10
                        });
            case CART_POLE, CART_POLE_LIMITED ->
                new DiagonalCost(new double[] {0, Math.PI, 0, 0}, filled(4, 0.01), new double[] {0.1}, filled(4, 100));
            case CAR_PARKING -> new ParkingCost();
        };
    }

    public TrajectoryProblem problem() {
        Model model = model();
        return new TrajectoryProblem(
                model,
                cost(),
                limits.length == 0 ? ControlLimits.none(model.controlSize()) : ControlLimits.symmetric(limits),
                horizon);
    }

    public double[] initialState() {
        return switch (this) {
            case PENDULUM, PENDULUM_LIMITED -> new double[2];
            case CART_POLE, CART_POLE_LIMITED -> new double[4];
            case CAR_PARKING -> new double[] {1, 1, 1.5 * Math.PI, 0};
        };
    }

    /** The controls that the published optimum was sought from, T × m. */
    public TimeVaryingMatrix guess() {
        int m = model().controlSize();
        return TimeVaryingMatrix.ofVectors(horizon, m, filled(horizon * m, guess));
    }

    public double optimum() {
        return optimum;
    }

    private static double[] filled(int size, double value) {
        double[] a = new double[size];
        Arrays.fill(a, value);
        return a;
    }
}
