package org.waymark.sim.mujoco;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.waymark.sim.InitialState;

/**
 * Engine steps per second in rollouts of 100 control steps of 5 engine steps, from Java and from a C loop that does the same (compiled
 * here by gcc; needs libmujoco-dev). {@code pairs} alternates the two, checks that they end in the same bits, and prints the median of
 * the ratios, which is less disturbed by a busy machine than two scores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MujocoRolloutBenchmark {
    private static final int STEPS = 100;
    private static final int SUBSTEPS = 5;
    private static final int ENGINE_STEPS = STEPS * SUBSTEPS;
    private static final double[] START = {0.1, 0.1, -1.54, -1.7, 1.54, -0.2, 0};
    private static final double[] SHIFT = {-0.08, 0.08, 0};

    /** An MJCF file with the peg task's joints and sites, or {@code peg} for the built-in model. */
    @Param({"../../shared/models/pr2/pr2_arm3d.xml", "peg"})
    public String model;

    private MujocoPlant plant;
    private MujocoSimulator simulator;
    private MujocoModel engineModel;
    private MujocoData engineData;
    private Function rollout;
    private final InitialState start = new InitialState(START, SHIFT);
    private final double[][] controls = new double[STEPS][7];
    private final double[] flatControls = new double[STEPS * 7];
    private final double[] state = new double[26];
    private final double[] engineState = new double[26];
    private final List<Double> ratios = new ArrayList<>();

    @Setup
    public void setUp() throws IOException, InterruptedException {
        plant = new MujocoPlant(MujocoOptions.of(model.equals("peg") ? Mjcf.peg() : Mjcf.file(Path.of(model)))
                .withSubsteps(SUBSTEPS)
                .withSites(List.of("leg_bottom", "leg_top"))
                .withOffsetBody("body 1"));
        simulator = plant.newSimulator();
        engineModel = plant.model().copy();
        engineData = new MujocoData(engineModel);
        rollout = compile().getFunction("rollout");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int t = 0; t < STEPS; t++) {
            for (int i = 0; i < 7; i++) {
                controls[t][i] = random.nextGaussian();
                flatControls[7 * t + i] = controls[t][i];
            }
        }
    }

    private static NativeLibrary compile() throws IOException, InterruptedException {
        Path library = Files.createTempFile("rollout", ".so");
        library.toFile().deleteOnExit();
        String engine = MujocoLibrary.load().path().toString();
        Process gcc = new ProcessBuilder(
                        "gcc", "-O2", "-shared", "-fPIC", "src/bench/c/rollout.c", engine, "-o", library.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/rollout-gcc.log"))
                .start();
        if (gcc.waitFor() != 0) {
            throw new IOException("gcc failed: see target/rollout-gcc.log");
        }
        return NativeLibrary.getInstance(library.toString());
    }

    @Benchmark
    @OperationsPerInvocation(ENGINE_STEPS)
    public double[] java() {
        simulator.reset(start, state);
        for (double[] control : controls) {
            simulator.step(control, state);
        }
        return state;
    }

    @Benchmark
    @OperationsPerInvocation(ENGINE_STEPS)
    public double[] c() {
        rollout.invokeVoid(new Object[] {
            engineModel.address(),
            engineData.address(),
            START,
            SHIFT,
            flatControls,
            STEPS,
            SUBSTEPS,
            plant.sites(),
            2,
            engineState
        });
        return engineState;
    }

    @Benchmark
    @OperationsPerInvocation(2 * ENGINE_STEPS)
    public void pairs() {
        long begin = System.nanoTime();
        java();
        long between = System.nanoTime();
        c();
        long end = System.nanoTime();
        if (!Arrays.equals(state, engineState)) {
            throw new IllegalStateException(
                    "Java and C disagree: " + Arrays.toString(state) + ", " + Arrays.toString(engineState));
        }
        ratios.add((double) (end - between) / (between - begin));
    }

    @TearDown
    public void tearDown() {
        if (!ratios.isEmpty()) {
            ratios.sort(null);
            System.out.printf(
                    "%nsteps/s, Java over C: median %.3f of %d pairs%n", ratios.get(ratios.size() / 2), ratios.size());
        }
        engineData.close();
        engineModel.close();
        simulator.close();
        plant.close();
    }
}
