package org.waymark.lqr.matrix;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Factorisation and inversion of one positive definite matrix of the size of a control covariance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CholeskyBenchmark {
    @Param({"2", "7"})
    int size;

    private double[] matrix;
    private double[] factor;
    private double[] inverse;

    @Setup
    public void prepare() {
        matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i * size + j] = 1 / (1.0 + i + j) + (i == j ? 1 : 0);
            }
        }
        factor = new double[size * size];
        inverse = new double[size * size];
    }

    @Benchmark
    public double[] factorAndInvert() {
        System.arraycopy(matrix, 0, factor, 0, matrix.length);
        Cholesky.factor(factor, 0, size);
        Cholesky.invert(factor, 0, size, inverse, 0);
        return inverse;
    }
}
