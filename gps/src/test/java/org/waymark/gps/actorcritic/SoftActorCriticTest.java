package org.waymark.gps.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.lqr.RandomStreams;

class SoftActorCriticTest {
    private static final int P = 3;
    private static final int M = 2;
    private static final int COUNT = 7;
    private static final Whitening OBSERVATIONS = new Whitening(new double[] {0.5, -1, 2}, new double[] {0.7, 2, 1.5});

    private final RandomGenerator random = new RandomStreams(3).stream("test", 0, 0, 0);

    private static ActorCriticOptions options(Activation activation) {
        ActorCriticOptions d = ActorCriticOptions.defaults();
        return new ActorCriticOptions(
                new int[] {9, 6},
                activation,
                d.stepsPerIteration(),
                d.randomSteps(),
                COUNT,
                d.updatesPerStep(),
                1e-3,
                d.discount(),
                d.targetRate(),
                d.targetEntropy(),
                d.initialTemperature(),
                d.replaySize(),
                d.costScale(),
                d.divergence(),
                d.whiteningFloor(),
                d.noiseExponent(),
                d.imagination(),
                d.expansion());
    }

    private SoftActorCritic agent(Activation activation) {
        SoftActorCritic agent = new SoftActorCritic(options(activation), P, M, COUNT);
        agent.load(agent.initial(OBSERVATIONS, 1, random));
        double[] theta = agent.actor().parameters();
        for (int k = 0; k < theta.length; k++) {
            theta[k] *= 3; // no longer the small last layer that it begins with
        }
        return agent;
    }

    private double[] gaussian(int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }

    private double[] uniform(int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 2 * random.nextDouble() - 1;
        }
        return numbers;
    }

    @FunctionalInterface
    private interface Loss {
        double value();
    }

    /** Central differences of 1e-5 have an error of about 1e-10 times a third derivative of order one. */
    private static void isGradient(double[] gradient, double[] parameters, Loss loss) {
        double[] expected = new double[parameters.length];
        double h = 1e-5;
        for (int k = 0; k < parameters.length; k++) {
            double kept = parameters[k];
            parameters[k] = kept + h;
            double above = loss.value();
            parameters[k] = kept - h;
            expected[k] = (above - loss.value()) / (2 * h);
            parameters[k] = kept;
        }
        assertThat(gradient).containsExactly(expected, within(1e-7));
        assertThat(java.util.Arrays.stream(gradient).map(Math::abs).max().orElseThrow())
                .isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"TANH", "SWISH"})
    void gradientOfACriticIsItsFiniteDifference(Activation activation) {
        SoftActorCritic agent = agent(activation);
        CriticLesson lesson = new CriticLesson(COUNT, gaussian(COUNT * P), uniform(COUNT * M), gaussian(COUNT));
        for (int c = 0; c < Critics.COUNT; c++) {
            int critic = c;
            agent.critics().loss(c, lesson);
            isGradient(agent.critics().gradient(c).clone(), agent.critics().parameters(c), () -> agent.critics()
                    .loss(critic, lesson));
        }
    }

    /** With both critics taking part: the lesser one is not the same for all samples. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"TANH", "SWISH"})
    void gradientOfTheActorThroughTheCriticsIsItsFiniteDifference(Activation activation) {
        SoftActorCritic agent = agent(activation);
        double[] observations = gaussian(COUNT * P);
        agent.actor().drawNoise(COUNT, random);
        agent.actorLoss(observations, COUNT);
        isGradient(
                agent.actor().gradient().clone(),
                agent.actor().parameters(),
                () -> agent.actorLoss(observations, COUNT));
    }

    /** The density of a = tanh(μ + σε) over (−1, 1), by the trapezoidal rule on a grid fine enough for six digits. */
    @Test
    void densityOfSquashedActionsIntegratesToOne() {
        double[] outputs = {0.3, Math.log(0.6)};
        double sum = 0;
        double entropy = 0;
        int steps = 200_000;
        for (int i = 1; i < steps; i++) {
            double a = -1 + 2.0 * i / steps;
            double z = 0.5 * Math.log((1 + a) / (1 - a));
            double[] noise = {(z - outputs[0]) / 0.6};
            double[] logDensity = new double[1];
            double[] action = new double[1];
            SquashedGaussian.act(outputs, 2, 1, 1, noise, action, logDensity, 0);
            assertThat(action[0]).isCloseTo(a, within(1e-12));
            sum += Math.exp(logDensity[0]) * 2 / steps;
            entropy -= Math.exp(logDensity[0]) * logDensity[0] * 2 / steps;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(entropy).isLessThan(Math.log(2)); // that of the uniform density
    }

    @Test
    void densityStaysFiniteWhereActionsAreAtTheirLimits() {
        assertThat(SquashedGaussian.logSlope(0.7)).isCloseTo(Math.log(1 - Math.pow(Math.tanh(0.7), 2)), within(1e-14));
        assertThat(SquashedGaussian.logSlope(400)).isCloseTo(2 * (Math.log(2) - 400), within(1e-10));
        assertThat(SquashedGaussian.logSlope(-400)).isEqualTo(SquashedGaussian.logSlope(400));
    }

    /** Where log σ is cut, the loss does not change with it; what would lead back within the bounds is kept all the same. */
    @Test
    void slopesOfCutDeviationsLeadBackOnly() {
        double[] outputs = {0, SquashedGaussian.GREATEST_LOG_DEVIATION + 1};
        double[] slopes = new double[2];
        SquashedGaussian.pullBack(outputs, 2, 1, 1, new double[] {0.1}, new double[1], 1, new double[1], slopes);
        assertThat(slopes[1]).isZero(); // −w: more entropy, further out
        SquashedGaussian.pullBack(outputs, 2, 1, 1, new double[] {0.1}, new double[1], -1, new double[1], slopes);
        assertThat(slopes[1]).isEqualTo(1);
    }

    @Test
    void targetNetworksGoTheirShareOfTheWay() {
        SoftActorCritic agent = agent(Activation.RELU);
        double[] before = agent.critics().targets().get(1).clone();
        agent.critics().parameters(1)[5] += 1;
        double fast = agent.critics().parameters(1)[5];
        agent.critics().follow(0.25);
        assertThat(agent.critics().targets().get(1)[5]).isCloseTo(before[5] + 0.25 * (fast - before[5]), within(1e-15));
    }

    /** The file's policy acts as the actor's mean does, in controls. */
    @Test
    void policyIsTheMeanAction() {
        SoftActorCritic agent = agent(Activation.TANH);
        Whitening controls = new Whitening(new double[] {1, -2}, new double[] {3, 0.5});
        NetworkPolicy policy = agent.policy(controls);
        double[] observations = gaussian(COUNT * P);
        double[] actions = new double[COUNT * M];
        agent.actor().mean(observations, COUNT, actions);
        for (int b = 0; b < COUNT; b++) {
            double[] control = new double[M];
            policy.mean(java.util.Arrays.copyOfRange(observations, b * P, (b + 1) * P), control);
            assertThat(control[0]).isCloseTo(1 + 3 * actions[b * M], within(1e-12));
            assertThat(control[1]).isCloseTo(-2 + 0.5 * actions[b * M + 1], within(1e-12));
        }
    }

    /** A learner that goes on from what it wrote down goes the same way to the last bit. */
    @Test
    void stateIsAllThereIs() {
        SoftActorCritic agent = agent(Activation.RELU);
        SoftActorCritic twin = new SoftActorCritic(options(Activation.RELU), P, M, COUNT);
        Memory memory = new Memory(new Memory.Columns(P, M, 0), 100, Memory.Content.EMPTY);
        for (int i = 0; i < 50; i++) {
            int at = memory.add();
            for (int k = 0; k < memory.columns().size(); k++) {
                memory.rows()[at + k] = random.nextGaussian();
            }
        }
        AgentState state = agent.state(OBSERVATIONS);
        for (int i = 0; i < 3; i++) {
            agent.load(state);
            twin.load(state);
            learn(agent, memory, i);
            learn(twin, memory, i);
            assertThat(twin.state(OBSERVATIONS).actor())
                    .isEqualTo(agent.state(OBSERVATIONS).actor());
            assertThat(twin.state(OBSERVATIONS).critics())
                    .isEqualTo(agent.state(OBSERVATIONS).critics());
            assertThat(twin.temperature()).isEqualTo(agent.temperature());
            state = agent.state(OBSERVATIONS);
        }
        assertThat(state.updates()).isEqualTo(3);
    }

    private static void learn(SoftActorCritic agent, Memory memory, int i) {
        RandomGenerator random = new RandomStreams(3).stream("updates", i, 0, 0);
        Batch batch = new Batch(memory.columns(), COUNT);
        batch.draw(memory, COUNT, memory, 0, random);
        ReturnRange range = new ReturnRange(0.99, M);
        range.see(-1);
        range.see(1);
        CriticLesson lesson = new OneStepTargets(0.99, M, COUNT).lesson(batch, agent, range, random);
        agent.learn(lesson, batch, random, new Progress());
    }
}
