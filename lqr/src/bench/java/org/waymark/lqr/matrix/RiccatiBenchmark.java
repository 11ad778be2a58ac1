package org.waymark.lqr.matrix;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parts of a Riccati step, and whole passes of 100 steps, with both kinds of kernels. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class RiccatiBenchmark {
    @Param({"4x1", "14x7", "32x7", "60x20"})
    String size;

    @Param({"plain", "vector"})
    String kind;

    private RiccatiPass pass;

    @Setup(Level.Trial)
    public void prepare() {
        int x = size.indexOf('x');
        int n = Integer.parseInt(size.substring(0, x));
        int m = Integer.parseInt(size.substring(x + 1));
        pass = new RiccatiPass(
                n, m, kind.equals("plain") ? new PlainRiccatiKernels(n, m) : new VectorRiccatiKernels(n, m));
        pass.run(0);
    }

    @Benchmark
    public boolean wholePass() {
        return pass.run(0);
    }

    /** H and q of one step. */
    @Benchmark
    public void assemble() {
        pass.assemble(0);
    }

    /** Factorisation and gains of one step. */
    @Benchmark
    public boolean eliminate() {
        return pass.eliminate(0);
    }

    /** V and v of one step, H_xx included. */
    @Benchmark
    public void updateValue() {
        pass.updateValue();
    }
}
