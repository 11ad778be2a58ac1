package org.waymark.distillation.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.waymark.distillation.Activation;
import org.waymark.distillation.Adam;
import org.waymark.distillation.FusedNetwork;
import org.waymark.distillation.OutputLoss;
import org.waymark.distillation.SampleOrder;
import org.waymark.distillation.StochasticDescent;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

/**
 * Adam over mini-batches of one task each, the tasks in turn: a batch changes the shared parameters and its own task's head, nothing else.
 *
 * <p>A workspace: one thread. A step allocates nothing.
 */
final class TaskDescent {
    private final StudentShape shape;
    private final StochasticDescent descent;
    private final Lessons[] lessons;
    private final double[] shared;
    private final double[] sharedSlope;
    private final Adam sharedAdam;

    /** One task's data and workspace. */
    private static final class Lessons {
        private final double[][] inputs;
        private final OutputLoss loss;
        private final int used;
        private final FusedNetwork network;
        private final SampleOrder order;
        private final int[] everySample;
        private final double[] parameters;
        private final double[] slope;
        private final double[] head;
        private final double[] headSlope;
        private final Adam adam;

        Lessons(
                Student student,
                int task,
                double[][] inputs,
                OutputLoss loss,
                SampleOrder order,
                Activation activation) {
            StudentShape shape = student.shape();
            this.inputs = inputs;
            this.loss = loss;
            this.order = order;
            used = shape.outputs(task);
            network = new FusedNetwork(shape.layout(task), activation, order.batch());
            parameters = student.parameters(task);
            slope = new double[parameters.length];
            head = student.head(task).parameters().clone();
            headSlope = new double[head.length];
            adam = new Adam(student.head(task).memory());
            everySample = IntStream.range(0, inputs.length).toArray();
        }

        /** The mean loss of a batch, and ∂L/∂Y. */
        double forward(int[] samples, int from, int count) {
            double[][] outputs = network.forward(parameters, inputs, samples, from, count);
            double[][] outputSlope = network.outputSlope();
            double mean = loss.evaluate(outputs, samples, from, count, outputSlope);
            if (!Double.isFinite(mean)) {
                throw new NonFiniteException("student training loss", mean, -1, 0);
            }
            for (int j = used; j < outputSlope.length; j++) {
                Arrays.fill(outputSlope[j], 0, count, 0);
            }
            return mean;
        }

        double mean() {
            double sum = 0;
            for (int from = 0; from < inputs.length; from += order.batch()) {
                int count = Math.min(order.batch(), inputs.length - from);
                sum += forward(everySample, from, count) * count;
            }
            return sum / inputs.length;
        }
    }

    /**
     * @param student where to begin; not modified
     * @param inputs of each task, N_k rows
     * @param losses of each task
     * @param seed of the order in which samples are drawn
     */
    TaskDescent(Student student, StudentOptions options, List<double[][]> inputs, List<OutputLoss> losses, long seed) {
        shape = student.shape();
        descent = new StochasticDescent(
                options.steps(),
                options.batchSize(),
                options.learningRate(),
                options.finalLearningRate(),
                options.weightDecay());
        RandomStreams streams = new RandomStreams(seed);
        lessons = new Lessons[shape.tasks];
        for (int k = 0; k < lessons.length; k++) {
            SampleOrder order =
                    new SampleOrder(inputs.get(k).length, options.batchSize(), streams.stream("shuffle", 0, k, 0));
            lessons[k] = new Lessons(student, k, inputs.get(k), losses.get(k), order, options.activation());
        }
        shared = student.shared().parameters().clone();
        sharedSlope = new double[shared.length];
        sharedAdam = new Adam(student.shared().memory());
    }

    /** All steps. */
    void run() {
        for (int s = 0; s < descent.steps(); s++) {
            step(s % lessons.length, s);
        }
    }

    /**
     * One step on a batch of one task.
     *
     * @param at the step's number, which tells the learning rate
     */
    void step(int task, int at) {
        Lessons own = lessons[task];
        gradient(task, own.order.samples(), own.order.next(), own.order.batch());
        double rate = descent.learningRateAt(at);
        System.arraycopy(own.slope, 0, sharedSlope, 0, shared.length);
        System.arraycopy(own.slope, shared.length, own.headSlope, 0, own.head.length);
        sharedAdam.step(shared, sharedSlope, rate, descent.weightDecay());
        own.adam.step(own.head, own.headSlope, rate, descent.weightDecay());
    }

    /** Writes ∂L_k/∂θ_k of a batch into the task's slope; returns L_k. */
    private double gradient(int task, int[] samples, int from, int count) {
        Lessons own = lessons[task];
        gather(own);
        double mean = own.forward(samples, from, count);
        own.network.backward(own.parameters, count, own.slope);
        return mean;
    }

    /** The gradient over the first {@code count} samples of a task; at most a batch. */
    double[] gradient(int task, int count) {
        gradient(task, lessons[task].everySample, 0, count);
        return lessons[task].slope.clone();
    }

    private void gather(Lessons own) {
        System.arraycopy(shared, 0, own.parameters, 0, shared.length);
        System.arraycopy(own.head, 0, own.parameters, shared.length, own.head.length);
    }

    /** The mean loss of a task over all its samples. */
    double loss(int task) {
        gather(lessons[task]);
        return lessons[task].mean();
    }

    /** ½ω‖θ‖². */
    double penalty() {
        double sum = descent.penalty(shared);
        for (Lessons own : lessons) {
            sum += descent.penalty(own.head);
        }
        return sum;
    }

    Student.Block shared() {
        return new Student.Block(shared.clone(), sharedAdam.state());
    }

    List<Student.Block> heads() {
        List<Student.Block> heads = new ArrayList<>();
        for (Lessons own : lessons) {
            heads.add(new Student.Block(own.head.clone(), own.adam.state()));
        }
        return heads;
    }
}
