package org.waymark.gps.actorcritic;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.distillation.Adam;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;

/**
 * The networks of soft actor-critic and one update of them (Haarnoja et al. 2018b, algorithm 1).
 *
 * <p>Returns are r_0 + γ r_1 + …, where r = −ℓ/s is a cost, scaled. With H̄ the target entropy and Q the lesser of two critics:
 *
 * <ol>
 *   <li>each critic minimises ½ E (Q(o, a) − y)² for the targets y of a {@link TargetRule};
 *   <li>the actor minimises E [α log π(a|o) − Q(o, a)] through its own samples a;
 *   <li>log α descends on −log α · E [log π(a|o) + H̄];
 *   <li>the target networks follow the critics.
 * </ol>
 *
 * <p>A workspace: one thread.
 */
final class SoftActorCritic {
    /** Adam's memory of squared gradients. */
    static final double ADAM_BETA_2 = 0.999;

    private final ActorCriticOptions options;
    private final int m;
    private final Actor actor;
    private final Critics critics;
    private final double[] actions;
    private final double[] logDensities;
    private final double[] values;
    private final double[] slopes;
    private final double[] temperatureSlope = new double[1];
    private double[] logTemperature;
    private Adam temperatureAdam;
    private double costScale;
    private long updates;

    /**
     * @param p length of an observation
     * @param m length of an action
     * @param lessonSize pairs at most in a lesson of the critics
     */
    SoftActorCritic(ActorCriticOptions options, int p, int m, int lessonSize) {
        this.options = options;
        this.m = m;
        int batch = options.batchSize();
        actor = new Actor(p, m, options.hidden(), options.activation(), batch);
        critics = new Critics(p, m, options.hidden(), options.activation(), Math.max(batch, lessonSize));
        actions = new double[batch * m];
        logDensities = new double[batch];
        values = new double[batch];
        slopes = new double[batch * m];
    }

    /** Random networks. */
    AgentState initial(Whitening observations, double scale, RandomGenerator random) {
        TrainedNetwork first = actor.initial(random);
        List<TrainedNetwork> two = critics.initial(random);
        return new AgentState(
                observations,
                scale,
                first,
                two,
                two.stream().map(TrainedNetwork::parameters).toList(),
                TrainedNetwork.fresh(new double[] {Math.log(options.initialTemperature())}),
                0);
    }

    void load(AgentState state) {
        actor.load(state.actor(), state.observations());
        critics.load(state.critics(), state.targets(), state.observations());
        logTemperature = state.temperature().parameters();
        temperatureAdam = new Adam(state.temperature().optimizer(), ADAM_BETA_2);
        costScale = state.costScale();
        updates = state.updates();
    }

    /** What was loaded, as it has become. */
    AgentState state(Whitening observations) {
        return new AgentState(
                observations,
                costScale,
                actor.state(),
                critics.states(),
                critics.targets(),
                new TrainedNetwork(logTemperature, temperatureAdam.state()),
                updates);
    }

    Actor actor() {
        return actor;
    }

    Critics critics() {
        return critics;
    }

    /** α. */
    double temperature() {
        return Math.exp(logTemperature[0]);
    }

    double costScale() {
        return costScale;
    }

    /** The mean action as a policy that gives controls. */
    NetworkPolicy policy(Whitening controls) {
        return actor.policy(controls);
    }

    /** One update; all its chance comes from {@code random}. */
    void learn(CriticLesson lesson, Batch batch, RandomGenerator random, Progress progress) {
        double criticLoss = 0;
        for (int c = 0; c < Critics.COUNT; c++) {
            criticLoss += critics.loss(c, lesson) / Critics.COUNT;
            critics.step(c, options.learningRate());
        }
        actor.drawNoise(batch.count(), random);
        actorLoss(batch.observations(), batch.count());
        actor.step(options.learningRate());
        temperatureLoss(batch.count());
        temperatureAdam.step(logTemperature, temperatureSlope, options.learningRate(), 0);
        critics.follow(options.targetRate());
        updates++;
        progress.add(criticLoss, mean(values, batch.count()), -mean(logDensities, batch.count()));
    }

    /** The actor's loss with the noise that was drawn, and its gradient in {@link Actor#gradient}. */
    double actorLoss(double[] observations, int count) {
        actor.actWithNoise(observations, count, actions, logDensities);
        critics.valuesAndSlopes(observations, actions, count, values, slopes);
        double loss = temperature() * mean(logDensities, count) - mean(values, count);
        for (int i = 0; i < count * m; i++) {
            slopes[i] /= -count;
        }
        actor.backward(count, actions, temperature() / count, slopes);
        return loss;
    }

    private void temperatureLoss(int count) {
        temperatureSlope[0] = -(mean(logDensities, count) + m * options.targetEntropy());
    }

    private static double mean(double[] numbers, int count) {
        return Arrays.stream(numbers, 0, count).sum() / count;
    }
}
