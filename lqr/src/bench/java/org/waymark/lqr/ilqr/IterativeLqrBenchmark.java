package org.waymark.lqr.ilqr;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;

/**
 * Whole solves, from the first guess to a projected gradient of 1e-7, with analytic derivatives, in one thread.
 *
 * <p>At the end of each run, iterations and the least processor time of a solve are printed, which a busy machine spoils less than the
 * time that passed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IterativeLqrBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Param({"PENDULUM", "PENDULUM_LIMITED", "CART_POLE", "CART_POLE_LIMITED", "CAR_PARKING"})
    BenchmarkProblem problem;

    @Param({"SECOND_ORDER", "GAUSS_NEWTON"})
    Curvature curvature;

    private IterativeLqr solver;
    private double[] start;
    private TimeVaryingMatrix guess;

    private long leastNanos = Long.MAX_VALUE;

    @Setup
    public void prepare() {
        solver = new IterativeLqr(
                problem.problem(),
                IlqrOptions.defaults().withCurvature(curvature).withMaxIterations(3000));
        start = problem.initialState();
        guess = problem.guess();
    }

    @Benchmark
    public double solve() {
        long before = THREADS.getCurrentThreadCpuTime();
        solver.begin(start, guess);
        solver.iterate(3000);
        leastNanos = Math.min(leastNanos, THREADS.getCurrentThreadCpuTime() - before);
        return solver.cost();
    }

    @TearDown
    public void report() {
        System.out.printf(
                "%s %s: %.2f ms of processor time, %d iterations, cost %.12g, %.1e above the known optimum, projected gradient %.1e%n",
                problem,
                curvature,
                1e-6 * leastNanos,
                solver.iterations(),
                solver.cost(),
                solver.cost() / problem.optimum() - 1,
                solver.gradientNorm());
    }
}
