package org.waymark.gps.actorcritic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.distillation.Activation;
import org.waymark.distillation.Adam;
import org.waymark.distillation.BatchNetwork;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.Whitening;

/**
 * Two networks from [whitened observation; action] to the expected return, each with a slow copy, its target network; the lesser value of
 * the two counts (Fujimoto et al. 2018). A workspace: one thread.
 */
final class Critics {
    static final int COUNT = 2;

    private final int p;
    private final int m;
    private final BatchNetwork[] networks = new BatchNetwork[COUNT];
    private final double[][] parameters = new double[COUNT][];
    private final double[][] targets = new double[COUNT][];
    private final double[][] gradients = new double[COUNT][];
    private final Adam[] adams = new Adam[COUNT];
    private Inputs inputs;

    /** @param batch the greatest number of samples in one pass */
    Critics(int p, int m, int[] hidden, Activation activation, int batch) {
        this.p = p;
        this.m = m;
        for (int c = 0; c < COUNT; c++) {
            networks[c] = new BatchNetwork(LayerLayout.of(p + m, hidden, 1).sizes(), activation, batch);
            gradients[c] = new double[networks[c].parameterCount()];
        }
    }

    List<TrainedNetwork> initial(RandomGenerator random) {
        List<TrainedNetwork> fresh = new ArrayList<>();
        for (BatchNetwork network : networks) {
            fresh.add(TrainedNetwork.fresh(network.randomParameters(random)));
        }
        return fresh;
    }

    void load(List<TrainedNetwork> critics, List<double[]> slow, Whitening observations) {
        inputs = new Inputs(observations);
        for (int c = 0; c < COUNT; c++) {
            parameters[c] = critics.get(c).parameters();
            adams[c] = new Adam(critics.get(c).optimizer(), SoftActorCritic.ADAM_BETA_2);
            targets[c] = slow.get(c).clone();
        }
    }

    List<TrainedNetwork> states() {
        List<TrainedNetwork> states = new ArrayList<>();
        for (int c = 0; c < COUNT; c++) {
            states.add(new TrainedNetwork(parameters[c], adams[c].state()));
        }
        return states;
    }

    List<double[]> targets() {
        return List.of(targets);
    }

    double[] parameters(int critic) {
        return parameters[critic];
    }

    double[] gradient(int critic) {
        return gradients[critic];
    }

    private double[] forward(int critic, double[] theta, double[] observations, double[] actions, int from, int count) {
        BatchNetwork network = networks[critic];
        int stride = network.room(0);
        double[] rows = network.inputs();
        inputs.write(observations, from, count, rows, stride);
        for (int b = 0; b < count; b++) {
            System.arraycopy(actions, (from + b) * m, rows, b * stride + p, m);
        }
        return network.forward(theta, count);
    }

    /**
     * Writes the value that a target network gives each pair.
     *
     * @param observations [count × p]; not modified
     * @param actions [count × m]; not modified
     * @param values [count]; overwritten
     */
    void targetValues(int critic, double[] observations, double[] actions, int count, double[] values) {
        int batch = networks[critic].batch();
        int width = networks[critic].room(networks[critic].layers());
        for (int from = 0; from < count; from += batch) {
            int some = Math.min(batch, count - from);
            double[] outputs = forward(critic, targets[critic], observations, actions, from, some);
            for (int b = 0; b < some; b++) {
                values[from + b] = outputs[b * width];
            }
        }
    }

    /**
     * The loss ½ mean_b (Q(o_b, a_b) − y_b)² of a critic, and its gradient in {@link #gradient}.
     *
     * @return the loss
     */
    double loss(int critic, CriticLesson lesson) {
        double[] outputs =
                forward(critic, parameters[critic], lesson.observations(), lesson.actions(), 0, lesson.count());
        BatchNetwork network = networks[critic];
        int width = network.room(network.layers());
        double[] slope = network.outputSlope();
        double sum = 0;
        for (int b = 0; b < lesson.count(); b++) {
            double error = outputs[b * width] - lesson.targets()[b];
            slope[b * width] = error / lesson.count();
            sum += error * error;
        }
        network.backward(parameters[critic], lesson.count(), gradients[critic], false);
        return 0.5 * sum / lesson.count();
    }

    void step(int critic, double learningRate) {
        adams[critic].step(parameters[critic], gradients[critic], learningRate, 0);
    }

    /**
     * Writes the lesser of the two critics' values of each pair, at most a batch, and how it changes with the action.
     *
     * @param values [count]; overwritten
     * @param slopes ∂(value of the pair)/∂action, [count × m]; overwritten
     */
    void valuesAndSlopes(double[] observations, double[] actions, int count, double[] values, double[] slopes) {
        for (int c = 0; c < COUNT; c++) {
            double[] outputs = forward(c, parameters[c], observations, actions, 0, count);
            int width = networks[c].room(networks[c].layers());
            Arrays.fill(networks[c].outputSlope(), 0, count * width, 0);
            for (int b = 0; b < count; b++) {
                networks[c].outputSlope()[b * width] = 1;
            }
            networks[c].backward(parameters[c], count, new double[0], true);
            double[] inputSlope = networks[c].inputSlope();
            for (int b = 0; b < count; b++) {
                double value = outputs[b * width];
                if (c == 0 || value < values[b]) {
                    values[b] = value;
                    System.arraycopy(inputSlope, b * networks[c].room(0) + p, slopes, b * m, m);
                }
            }
        }
    }

    /** θ̄ ← θ̄ + τ(θ − θ̄). */
    void follow(double rate) {
        for (int c = 0; c < COUNT; c++) {
            double[] fast = parameters[c];
            double[] slow = targets[c];
            for (int k = 0; k < slow.length; k++) {
                slow[k] += rate * (fast[k] - slow[k]);
            }
        }
    }
}
