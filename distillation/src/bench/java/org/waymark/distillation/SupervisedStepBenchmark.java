package org.waymark.distillation;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Eight warm-started calls of the trainer, 26-42-42-7 and 2000 samples with precision matrices, on one thread; the time is that of all
 * eight.
 *
 * <p>{@code plain} is the recipe of the 2017 reference implementation: 4000 steps of batch 25 at a learning rate of 1e-3. The columns
 * beside the time are the last policy's mean loss in nats: on the samples it was trained on, on fresh rollouts of its teachers, and on
 * rollouts with twice the exploration noise.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SupervisedStepBenchmark {
    /** Losses of the last policy, mean over the seeds of the measured iterations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Fit {
        public double trainedOn;
        public double fresh;
        public double perturbed;
    }

    @Param({"RELU", "TANH"})
    Activation activation;

    @Param({"default", "plain"})
    String recipe;

    private final TeachingSet[] lessons = new TeachingSet[MovingTeachers.LESSONS];
    private PolicyTrainer trainer;
    private MovingTeachers teachers;
    private long seed;

    @Setup(Level.Iteration)
    public void prepare() {
        PolicyOptions options = PolicyOptions.defaults().withActivation(activation);
        if (recipe.equals("plain")) {
            options = options.withSteps(4000).withBatchSize(25).withLearningRate(1e-3, 1);
        }
        trainer = new PolicyTrainer(options, 26, 7);
        teachers = new MovingTeachers(++seed);
        for (int s = 0; s < lessons.length; s++) {
            lessons[s] = teachers.lesson(s);
        }
    }

    @Benchmark
    public TrainedPolicy eightCalls(Fit fit) {
        TrainedPolicy trained = trainer.initial(seed);
        for (int s = 0; s < lessons.length; s++) {
            trained = trainer.train(trained, lessons[s], s);
        }
        int last = lessons.length - 1;
        fit.trainedOn = loss(trained.policy(), lessons[last]);
        fit.fresh = loss(trained.policy(), teachers.heldOut(last, 1));
        fit.perturbed = loss(trained.policy(), teachers.heldOut(last, 2));
        return trained;
    }

    private static double loss(NetworkPolicy policy, TeachingSet data) {
        Lesson lesson = new Lesson(data, data.weights(), policy.observationWhitening(), policy.controlWhitening());
        return new FusedGradient(policy.layout(), policy.activation(), 100, data.size())
                .loss(policy.parameters(), lesson);
    }
}
