package org.waymark.distillation;

import java.util.Arrays;
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

/** The pieces: one evaluation of a 26-42-42-7 policy, and one gradient of a batch of 50 by the two implementations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NetworkBenchmark {
    private static final int BATCH = 50;

    @Param({"RELU", "TANH"})
    Activation activation;

    private NetworkPolicy policy;
    private Lesson lesson;
    private LossGradient fused;
    private LossGradient dl4j;
    private final int[] order = new int[BATCH];
    private final double[] observation = new double[26];
    private final double[] control = new double[7];
    private double[] parameters;
    private double[] gradient;

    @Setup
    public void prepare() {
        PolicyTrainer trainer = new PolicyTrainer(PolicyOptions.defaults().withActivation(activation), 26, 7);
        TeachingSet data = new MovingTeachers(1).lesson(0);
        policy = trainer.train(trainer.initial(1), data, 1).policy();
        lesson = new Lesson(data, data.weights(), policy.observationWhitening(), policy.controlWhitening());
        System.arraycopy(data.observations(), 0, observation, 0, observation.length);
        parameters = policy.parameters();
        gradient = new double[parameters.length];
        Arrays.setAll(order, n -> 37 * n);
        fused = new FusedGradient(policy.layout(), activation, BATCH, data.size());
        dl4j = new Dl4jGradient(policy.layout(), activation);
    }

    @TearDown
    public void close() {
        fused.close();
        dl4j.close();
    }

    @Benchmark
    public double[] mean() {
        policy.mean(observation, control);
        return control;
    }

    @Benchmark
    public double fusedGradient() {
        return fused.evaluate(parameters, lesson, order, 0, BATCH, gradient);
    }

    @Benchmark
    public double dl4jGradient() {
        return dl4j.evaluate(parameters, lesson, order, 0, BATCH, gradient);
    }
}
