package org.waymark.lqr.solver;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * A complete update of one cluster's controller on one thread: six values of η, T = 100. The 2017 reference implementation takes
 * 112 ms for n = 14, m = 7 and six passes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KlConstrainedUpdateBenchmark {
    private static final int HORIZON = 100;
    private static final int PASSES = 6;

    @Param({"6x2", "14x7", "26x7"})
    String sizes;

    private final KlConstrainedUpdate solver = new KlConstrainedUpdate(KlConstrainedUpdate.Options.defaults());
    private LinearGaussianModel model;
    private QuadraticCost cost;
    private LinearGaussianController anchor;
    private double bound;
    private double initialEta;

    @Setup
    public void prepare() {
        int x = sizes.indexOf('x');
        int n = Integer.parseInt(sizes.substring(0, x));
        int m = Integer.parseInt(sizes.substring(x + 1));
        Random random = new Random(1);
        model = new LinearGaussianModel(
                transitions(n, m, random),
                TimeVaryingMatrix.ofVectors(HORIZON, n, gaussian(random, HORIZON * n, 0.01)),
                diagonal(HORIZON, n, 1e-4),
                new Gaussian(new double[n], diagonal(1, n, 1e-2).toArray()));
        cost = new QuadraticCost(
                diagonal(HORIZON, n + m, 1),
                TimeVaryingMatrix.ofVectors(HORIZON, n + m, gaussian(random, HORIZON * (n + m), 1)),
                TimeVaryingMatrix.zeros(HORIZON, 1, 1),
                diagonal(1, n, 10),
                TimeVaryingMatrix.zeros(1, n, 1),
                0);
        anchor = new LinearGaussianController(
                TimeVaryingMatrix.zeros(HORIZON, m, n),
                TimeVaryingMatrix.zeros(HORIZON, m, 1),
                diagonal(HORIZON, m, 1));
        findSixPasses();
    }

    /** Starts as far above the solution as makes the search cross it, halve its way back, and need six passes. */
    private void findSixPasses() {
        bound = 0.5 * HORIZON;
        double solution = solver.solve(model, cost, anchor, bound, 1).eta();
        for (initialEta = solution; initialEta < 1e6 * solution; initialEta *= 1.05) {
            if (solver.solve(model, cost, anchor, bound, initialEta).backwardPasses() == PASSES) {
                return;
            }
        }
        throw new IllegalStateException("no start needs " + PASSES + " passes");
    }

    private static TimeVaryingMatrix transitions(int n, int m, Random random) {
        double[] f = gaussian(random, HORIZON * n * (n + m), 0.1 / Math.sqrt(n));
        for (int t = 0; t < HORIZON; t++) {
            for (int i = 0; i < n; i++) {
                f[(t * n + i) * (n + m) + i] += 0.95;
            }
        }
        return TimeVaryingMatrix.of(HORIZON, n, n + m, f);
    }

    private static TimeVaryingMatrix diagonal(int steps, int size, double value) {
        double[] d = new double[steps * size * size];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < size; i++) {
                d[(t * size + i) * size + i] = value;
            }
        }
        return TimeVaryingMatrix.of(steps, size, size, d);
    }

    private static double[] gaussian(Random random, int count, double scale) {
        double[] v = new double[count];
        for (int i = 0; i < count; i++) {
            v[i] = scale * random.nextGaussian();
        }
        return v;
    }

    @Benchmark
    public KlUpdate update() {
        return solver.solve(model, cost, anchor, bound, initialEta);
    }
}
