package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;
import org.waymark.distillation.Activation;
import org.waymark.distillation.Adam;
import org.waymark.distillation.BatchNetwork;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;

/** The policy of {@link SoftActorCritic}: a network from whitened observations to a {@link SquashedGaussian}. A workspace: one thread. */
final class Actor {
    private final int p;
    private final int m;
    private final int[] hidden;
    private final Activation activation;
    private final BatchNetwork network;
    private final BatchNetwork single;
    private final double[] gradient;
    private final double[] noise;
    private final double[] oneAction;
    private final double[] oneDensity = new double[1];

    private Inputs inputs;
    private double[] parameters;
    private Adam adam;

    Actor(int p, int m, int[] hidden, Activation activation, int batch) {
        this.p = p;
        this.m = m;
        this.hidden = hidden;
        this.activation = activation;
        int[] sizes = LayerLayout.of(p, hidden, 2 * m).sizes();
        network = new BatchNetwork(sizes, activation, batch);
        single = new BatchNetwork(sizes, activation, 1);
        gradient = new double[network.parameterCount()];
        noise = new double[batch * m];
        oneAction = new double[m];
    }

    /** Random weights; those of the last layer are a hundredth of what they would be, so that first actions are N(0, 1), squashed. */
    TrainedNetwork initial(RandomGenerator random) {
        double[] start = network.randomParameters(random);
        for (int k = network.weightsAt(network.layers() - 1); k < start.length; k++) {
            start[k] *= 0.01;
        }
        return TrainedNetwork.fresh(start);
    }

    void load(TrainedNetwork state, Whitening observations) {
        parameters = state.parameters();
        adam = new Adam(state.optimizer(), SoftActorCritic.ADAM_BETA_2);
        inputs = new Inputs(observations);
    }

    TrainedNetwork state() {
        return new TrainedNetwork(parameters, adam.state());
    }

    double[] parameters() {
        return parameters;
    }

    double[] gradient() {
        return gradient;
    }

    /** Writes an action for one observation, with noise ε [m] ~ N(0, 1). */
    void act(double[] observation, double[] epsilon, double[] action) {
        inputs.write(observation, 0, 1, single.inputs(), single.room(0));
        double[] outputs = single.forward(parameters, 1);
        SquashedGaussian.act(outputs, single.room(single.layers()), m, 1, epsilon, oneAction, oneDensity, 0);
        System.arraycopy(oneAction, 0, action, 0, m);
    }

    /**
     * Writes a sample for each of many observations.
     *
     * @param observations [count × p]; not modified
     * @param actions [count × m]; overwritten
     * @param logDensities [count]; overwritten
     */
    void sample(double[] observations, int count, RandomGenerator random, double[] actions, double[] logDensities) {
        for (int from = 0; from < count; from += network.batch()) {
            int some = Math.min(network.batch(), count - from);
            forward(observations, from, some);
            drawNoise(some, random);
            SquashedGaussian.act(outputs(), stride(), m, some, noise, actions, logDensities, from);
        }
    }

    /** Writes the mean action for each of many observations; parameters as in {@link #sample}. */
    void mean(double[] observations, int count, double[] actions) {
        for (int from = 0; from < count; from += network.batch()) {
            int some = Math.min(network.batch(), count - from);
            forward(observations, from, some);
            SquashedGaussian.mean(outputs(), stride(), m, some, actions, from);
        }
    }

    private double[] outputs;

    private double[] outputs() {
        return outputs;
    }

    private int stride() {
        return network.room(network.layers());
    }

    private void forward(double[] observations, int from, int count) {
        inputs.write(observations, from, count, network.inputs(), network.room(0));
        outputs = network.forward(parameters, count);
    }

    void drawNoise(int count, RandomGenerator random) {
        for (int i = 0; i < count * m; i++) {
            noise[i] = random.nextGaussian();
        }
    }

    /** As {@link #sample}, for at most a batch, with the noise that was drawn before, so that {@link #backward} may follow. */
    void actWithNoise(double[] observations, int count, double[] actions, double[] logDensities) {
        forward(observations, 0, count);
        SquashedGaussian.act(outputs, stride(), m, count, noise, actions, logDensities, 0);
    }

    /** Writes into {@link #gradient} that of w Σ_b log π(a_b) + G(a), given ∂G/∂a, for the samples of {@link #actWithNoise}. */
    void backward(int count, double[] actions, double weight, double[] actionSlopes) {
        double[] slopes = network.outputSlope();
        SquashedGaussian.pullBack(outputs, stride(), m, count, noise, actions, weight, actionSlopes, slopes);
        network.backward(parameters, count, gradient, false);
    }

    void step(double learningRate) {
        adam.step(parameters, gradient, learningRate, 0);
    }

    /** The mean as a policy on observations, which gives controls; its covariance is zero. */
    NetworkPolicy policy(Whitening controls) {
        LayerLayout layout = LayerLayout.of(p, hidden, m);
        double[] flat = new double[layout.parameterCount()];
        int at = 0;
        int[] sizes = layout.sizes();
        for (int l = 0; l + 1 < sizes.length; l++) {
            int room = network.room(l + 1);
            for (int j = 0; j < sizes[l + 1]; j++) {
                for (int i = 0; i < sizes[l]; i++) {
                    flat[at++] = parameters[network.weightsAt(l) + i * room + j];
                }
            }
            System.arraycopy(parameters, network.biasesAt(l), flat, at, sizes[l + 1]);
            at += sizes[l + 1];
        }
        return new NetworkPolicy(sizes, activation, flat, inputs.whitening(), controls, new double[m * m], true);
    }
}
