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
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.Curvature;
import org.waymark.lqr.ilqr.IlqrOptions;
import org.waymark.lqr.ilqr.IlqrResult;
import org.waymark.lqr.ilqr.IterativeLqr;
import org.waymark.lqr.ilqr.problems.BenchmarkProblem;
import org.waymark.lqr.ilqr.problems.DualProblems;

/** Whole solves with derivatives by hand and by dual numbers, of the model and the cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DualSolveBenchmark {
    @Param
    BenchmarkProblem problem;

    @Param({"false", "true"})
    boolean dual;

    @Param
    Curvature curvature;

    private IterativeLqr solver;
    private double[] start;
    private TimeVaryingMatrix guess;

    @Setup
    public void prepare() {
        TrajectoryProblem byHand = problem.problem();
        TrajectoryProblem chosen = dual
                ? new TrajectoryProblem(
                        DualProblems.model(problem), DualProblems.cost(problem), byHand.limits(), byHand.horizon())
                : byHand;
        IlqrOptions options = IlqrOptions.defaults().withMaxIterations(3000).withCurvature(curvature);
        solver = new IterativeLqr(chosen, options);
        start = problem.initialState();
        guess = problem.guess();
    }

    @Benchmark
    public IlqrResult solve() {
        return solver.solve(start, guess);
    }
}
