package org.waymark.lqr.derivative;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;
import org.waymark.lqr.ilqr.problems.DualProblems;

/** One time step of a benchmark problem: its value, Jacobian and curvature, each way. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DerivativeBenchmark {
    /** Where derivatives come from. */
    public enum Source {
        HAND,
        DUAL,
        DIFFERENCES
    }

    @Param({"PENDULUM", "CART_POLE", "CAR_PARKING"})
    BenchmarkProblem problem;

    @Param
    Source source;

    private DifferentiableModel model;
    private double[] state;
    private double[] control;
    private double[] weights;
    private double[] next;
    private double[] jacobian;
    private double[] hessian;

    @Setup
    public void prepare() {
        model = switch (source) {
            case HAND -> (DifferentiableModel) problem.model();
            case DUAL -> DualProblems.model(problem);
            case DIFFERENCES ->
                FiniteDifferenceModel.of(
                        problem.model(), FiniteDifferenceOptions.defaults().withCurvature(true));
        };
        int n = model.stateSize();
        int size = n + model.controlSize();
        state = new double[n];
        control = new double[size - n];
        weights = new double[n];
        next = new double[n];
        jacobian = new double[n * size];
        hessian = new double[size * size];
        for (int i = 0; i < n; i++) {
            state[i] = 0.3 + 0.1 * i;
            weights[i] = 1 - 0.2 * i;
        }
    }

    /** A new point each time, as along a trajectory. */
    private void move() {
        state[1] = state[1] > 1 ? 0.1 : state[1] + 1e-3;
    }

    @Benchmark
    public double[] value() {
        move();
        model.next(state, control, 0, next);
        return next;
    }

    @Benchmark
    public double[] jacobian() {
        move();
        model.jacobian(state, control, 0, jacobian);
        return jacobian;
    }

    @Benchmark
    public double[] curvature() {
        move();
        model.addCurvature(state, control, 0, weights, hessian);
        return hessian;
    }
}
