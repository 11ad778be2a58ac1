package org.waymark.gps.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waymark.distillation.Activation;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.SimulatorSpec;

/** On a plant that is linear, x′ = x + 0.3 a, so that the Bayesian linear model knows it to six digits. Costs are x². */
class ImaginationTest {
    private static final double DISCOUNT = 0.9;
    private static final int COUNT = 8;
    private static final Memory.Columns COLUMNS = new Memory.Columns(1, 1, 1);

    private final RandomGenerator random = new RandomStreams(5).stream("test", 0, 0, 0);
    private final Task task = PointTask.of(1, 2.2, (x, u, t) -> x[0] * x[0]);
    private final KnownPlant plant = known(task);
    private final Memory real = new Memory(COLUMNS, 500, Memory.Content.EMPTY);
    private final Memory imagined = new Memory(COLUMNS, 1, Memory.Content.EMPTY);
    private final Batch batch = new Batch(COLUMNS, COUNT);
    private final ReturnRange range = new ReturnRange(DISCOUNT, 1);
    private SoftActorCritic agent;

    @BeforeEach
    void remember() {
        for (int i = 0; i < 300; i++) {
            double x = 4 * random.nextDouble() - 2;
            double a = 2 * random.nextDouble() - 1;
            double[] next = {x + 0.3 * a};
            boolean ended = Math.abs(next[0]) > 2.2;
            real.add(new double[] {x}, new double[] {a}, x * x, next, ended, new double[] {x}, next, i % 7);
        }
        range.see(-100);
        range.see(100);
        agent = agent(4);
    }

    private static KnownPlant known(Task task) {
        SimulatorSpec spec = new PointTask.Point(1).spec();
        return new KnownPlant(KnownTask.of(task, spec), ActionRange.of(spec));
    }

    /** Without entropy to speak of: α = e⁻⁴⁰. */
    private SoftActorCritic agent(int pairs) {
        ActorCriticOptions d = ActorCriticOptions.defaults();
        ActorCriticOptions options = new ActorCriticOptions(
                new int[] {8},
                Activation.TANH,
                d.stepsPerIteration(),
                d.randomSteps(),
                COUNT,
                1,
                1e-3,
                DISCOUNT,
                d.targetRate(),
                d.targetEntropy(),
                Math.exp(-40),
                d.replaySize(),
                1,
                d.divergence(),
                d.whiteningFloor(),
                d.noiseExponent(),
                d.imagination(),
                d.expansion());
        SoftActorCritic made = new SoftActorCritic(options, 1, 1, COUNT * pairs);
        made.load(made.initial(Whitening.identity(1), 1, random));
        return made;
    }

    private static ImaginationOptions options(
            int length, ImaginationOptions.From from, ImaginationOptions.Actions actions) {
        return new ImaginationOptions(10, 5, length, length, 0, 1, 0.1, 2, 0, 0.5, from, actions, 5);
    }

    private ModelKeeper keeper(ImaginationOptions options) {
        ModelKeeper keeper = new ModelKeeper(
                ModelOptions.defaults().withKind(ModelOptions.Kind.BAYESIAN_LINEAR),
                options,
                plant,
                new RandomStreams(1),
                1);
        assertThat(keeper.refresh(10, real)).isTrue();
        return keeper;
    }

    private void imagine(ImaginationOptions options, boolean chooses) {
        new BranchedRollouts(options, plant, keeper(options), chooses).refresh(10, true, real, imagined, agent, random);
    }

    private static double[] row(Memory memory, int i) {
        int at = memory.at(i);
        return Arrays.copyOfRange(memory.rows(), at, at + COLUMNS.size());
    }

    /** 50 rollouts of up to 3 steps; the model's own noise is that of six digits. */
    @Test
    void rolloutsBranchFromRealStatesAndFollowTheModelUntilTheyEnd() {
        imagine(options(3, ImaginationOptions.From.REPLAY, ImaginationOptions.Actions.POLICY), false);
        assertThat(imagined.count()).isBetween(100, 150);
        int ends = 0;
        for (int i = 0; i < imagined.count(); i++) {
            double[] row = row(imagined, i);
            double x = row[COLUMNS.state()];
            double next = row[COLUMNS.nextState()];
            assertThat(next).isCloseTo(x + 0.3 * row[COLUMNS.action()], within(1e-3));
            assertThat(row[0]).isEqualTo(x);
            assertThat(row[COLUMNS.nextObservation()]).isEqualTo(next);
            assertThat(row[COLUMNS.cost()]).isEqualTo(x * x);
            assertThat(row[COLUMNS.ended()]).isEqualTo(Math.abs(next) > 2.2 ? 1 : 0);
            assertThat(Math.abs(x)).isLessThanOrEqualTo(2.2); // nothing goes on after an end
            ends += (int) row[COLUMNS.ended()];
        }
        assertThat(imagined.count()).isGreaterThanOrEqualTo(150 - 2 * ends);
    }

    @Test
    void publishedRolloutsTakeNoNoticeOfTheChoicesOfDyna() {
        imagine(options(1, ImaginationOptions.From.REPLAY, ImaginationOptions.Actions.REPLAYED), false);
        assertThat(replayed()).isZero();
    }

    /** Dyna as first described: a remembered state, and what was done there. */
    @Test
    void dynaReplaysTheControlsThatWereApplied() {
        imagine(options(1, ImaginationOptions.From.REPLAY, ImaginationOptions.Actions.REPLAYED), true);
        assertThat(imagined.count()).isEqualTo(50);
        assertThat(replayed()).isEqualTo(50);
    }

    private long replayed() {
        long found = 0;
        for (int i = 0; i < imagined.count(); i++) {
            double[] one = row(imagined, i);
            for (int k = 0; k < real.count(); k++) {
                double[] other = row(real, k);
                found += one[0] == other[0] && one[1] == other[1] ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void dynaBeginsWhereItIsTold() {
        imagine(options(1, ImaginationOptions.From.RECENT, ImaginationOptions.Actions.MEAN), true);
        double[] latest = new double[50];
        for (int i = 0; i < 50; i++) {
            latest[i] = row(real, real.count() - 50 + i)[0];
        }
        double[] ends = new double[50];
        for (int i = 0; i < 50; i++) {
            assertThat(latest).contains(row(imagined, i)[0]);
            ends[i] = row(imagined, i)[COLUMNS.nextState()];
        }
        imagine(options(1, ImaginationOptions.From.IMAGINED, ImaginationOptions.Actions.RANDOM), true);
        for (int i = 50; i < imagined.count(); i++) {
            assertThat(ends).contains(row(imagined, i)[0]);
        }
    }

    /** y_j = r_j + γ y_{j+1} along each imagined trajectory, as α vanishes. */
    @Test
    void valueExpansionTeachesEveryStepWithThoseThatAreLeft() {
        int horizon = 3;
        ModelKeeper keeper = keeper(options(1, ImaginationOptions.From.REPLAY, ImaginationOptions.Actions.POLICY));
        ValueExpansion rule = new ValueExpansion(horizon, DISCOUNT, COUNT, COLUMNS);
        batch.draw(real, COUNT, real, 0, random);
        ModelRollout steps = keeper.rollout(COUNT).orElseThrow();
        CriticLesson lesson = rule.lesson(steps, batch, agent(horizon + 1), range, random);
        assertThat(lesson.count()).isEqualTo(COUNT * rule.pairsPerTransition());
        for (int b = 0; b < COUNT; b++) {
            boolean alive = true;
            for (int j = 0; j < horizon; j++) {
                int pair = j * COUNT + b;
                double x = lesson.observations()[pair];
                double next = x + 0.3 * lesson.actions()[pair];
                alive &= Math.abs(next) <= 2.2;
                if (alive) {
                    assertThat(lesson.observations()[pair + COUNT]).isCloseTo(next, within(1e-3));
                    assertThat(lesson.targets()[pair])
                            .isCloseTo(-x * x + DISCOUNT * lesson.targets()[pair + COUNT], within(1e-9));
                } else {
                    assertThat(lesson.targets()[pair + COUNT]).isEqualTo(lesson.targets()[b]);
                    assertThat(lesson.observations()[pair + COUNT]).isEqualTo(lesson.observations()[b]);
                }
            }
        }
    }

    /**
     * Where costs are zero and two critics say b and b + d everywhere, the target of h steps is γ^{h+1} b, its variance (γ^{h+1} d/2)², and
     * the weights follow.
     */
    @Test
    void stochasticExpansionWeighsByInverseVariance() {
        double b = 3;
        double d = 0.5;
        for (int c = 0; c < Critics.COUNT; c++) {
            double[] target = agent.critics().targets().get(c);
            Arrays.fill(target, 0);
            target[target.length - 4] = b + c * d; // the bias of the one output, which has room for four
        }
        KnownPlant free = known(PointTask.of(1, 99, (x, u, t) -> 0));
        ModelKeeper keeper = new ModelKeeper(
                ModelOptions.defaults().withKind(ModelOptions.Kind.BAYESIAN_LINEAR),
                ImaginationOptions.defaults(),
                free,
                new RandomStreams(1),
                1);
        Memory kind = new Memory(COLUMNS, 500, Memory.Content.EMPTY);
        for (int i = 0; i < 100; i++) {
            double x = random.nextDouble();
            double a = random.nextDouble();
            double[] next = {x + 0.3 * a};
            kind.add(new double[] {x}, new double[] {a}, 0, next, false, new double[] {x}, next, 0);
        }
        keeper.refresh(250, kind);
        batch.draw(kind, COUNT, kind, 0, random);
        ModelRollout steps = keeper.rollout(COUNT).orElseThrow();
        CriticLesson lesson = new StochasticExpansion(2, DISCOUNT, COUNT, 1).lesson(steps, batch, agent, range, random);
        double weights = 0;
        double sum = 0;
        for (int h = 0; h <= 2; h++) {
            double gamma = Math.pow(DISCOUNT, h + 1);
            double weight = 1 / (Math.pow(gamma * d / 2, 2) + 1e-8);
            weights += weight;
            sum += weight * gamma * b;
        }
        for (int i = 0; i < COUNT; i++) {
            assertThat(lesson.targets()[i]).isCloseTo(sum / weights, within(1e-9));
        }
    }

    @Test
    void targetsAreThoseOfOneStepUntilThereIsAModel() {
        ModelKeeper keeper = new ModelKeeper(
                ModelOptions.defaults().withKind(ModelOptions.Kind.BAYESIAN_LINEAR),
                ImaginationOptions.defaults(),
                plant,
                new RandomStreams(1),
                1);
        OneStepTargets before = new OneStepTargets(DISCOUNT, 1, COUNT);
        ExpandedTargets rule =
                new ExpandedTargets(new ValueExpansion(2, DISCOUNT, COUNT, COLUMNS), keeper, before, COUNT);
        batch.draw(real, COUNT, real, 0, random);
        double[] expected = before.lesson(batch, agent, range, new RandomStreams(2).stream("rule", 0, 0, 0))
                .targets()
                .clone();
        CriticLesson lesson = rule.lesson(batch, agent, range, new RandomStreams(2).stream("rule", 0, 0, 0));
        assertThat(lesson.count()).isEqualTo(COUNT);
        assertThat(lesson.targets()).isEqualTo(expected);
        keeper.refresh(250, real);
        assertThat(rule.lesson(batch, agent, range, random).count()).isEqualTo(COUNT * rule.pairsPerTransition());
        ModelRollout steps = keeper.rollout(COUNT).orElseThrow();
        assertThat(keeper.rollout(COUNT)).containsSame(steps);
        keeper.refresh(500, real);
        assertThat(keeper.rollout(COUNT).orElseThrow()).isNotSameAs(steps);
    }

    @Test
    void imaginationWantsObservationsThatFollowFromTheState() {
        Memory noisy = new Memory(COLUMNS, 500, Memory.Content.EMPTY);
        noisy.add(new double[] {1}, new double[1], 0, new double[] {1.1}, false, new double[] {1}, new double[] {1}, 0);
        assertThatThrownBy(() -> plant.survey(noisy, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected observations that depend on the state alone");
    }

    @Test
    void statesAreCutWhereRealOnesHaveNotBeen() {
        plant.survey(real, 0.5);
        double[] states = {100, -100, 0.3};
        plant.cut(states, 3);
        assertThat(states[0]).isBetween(3.0, 4.7); // from ±2.3 at most, and half of that range beyond
        assertThat(states[1]).isBetween(-4.7, -3.0);
        assertThat(states[2]).isEqualTo(0.3);
        double[] lost = {Double.NaN};
        plant.cut(lost, 1);
        assertThat(lost[0]).isNaN();
    }

    @Test
    void memoriesForgetTheOldestFirst() {
        Memory memory = new Memory(new Memory.Columns(1, 1, 0), 3, Memory.Content.EMPTY);
        for (int i = 0; i < 5; i++) {
            memory.add(new double[] {i}, new double[1], 0, new double[1], false, new double[0], new double[0], i);
        }
        int size = memory.columns().size();
        assertThat(memory.count()).isEqualTo(3);
        assertThat(memory.rows()[memory.at(0)]).isEqualTo(2);
        assertThat(memory.content().rows()[0]).isEqualTo(2);
        assertThat(memory.content().rows()[2 * size]).isEqualTo(4);
        Memory readBack = new Memory(memory.columns(), 3, memory.content());
        memory.setCapacity(2);
        assertThat(memory.content().rows()[0]).isEqualTo(3);
        readBack.setCapacity(4);
        readBack.add(new double[] {5}, new double[1], 0, new double[1], false, new double[0], new double[0], 5);
        readBack.add(new double[] {6}, new double[1], 0, new double[1], false, new double[0], new double[0], 6);
        assertThat(readBack.content().rows()[0]).isEqualTo(3);
        assertThat(readBack.content().rows()[3 * size]).isEqualTo(6);
    }

    @Test
    void rolloutsGrowAsScheduled() {
        ImaginationOptions options = new ImaginationOptions(
                10,
                5,
                1,
                15,
                1000,
                3000,
                0.1,
                2,
                4000,
                0.5,
                ImaginationOptions.From.REPLAY,
                ImaginationOptions.Actions.POLICY,
                5);
        assertThat(options.length(0)).isEqualTo(1);
        assertThat(options.length(2000)).isEqualTo(8);
        assertThat(options.length(9000)).isEqualTo(15);
        assertThat(options.isOn(4000)).isTrue();
        assertThat(options.isOn(4001)).isFalse();
    }

    @Test
    void returnsLieWithinWhatCostsCanAddUpTo() {
        ReturnRange returns = new ReturnRange(0.9, 1);
        returns.see(-1);
        returns.see(3);
        returns.set(2, 0);
        assertThat(returns.greatest()).isCloseTo(5, within(1e-12));
        assertThat(returns.least()).isCloseTo(-15, within(1e-12));
        assertThat(returns.cut(7)).isEqualTo(returns.greatest());
        assertThat(returns.isDiverged(140, 10)).isFalse();
        assertThat(returns.isDiverged(-160, 10)).isTrue();
        assertThat(returns.isDiverged(Double.NaN, 10)).isTrue();
    }
}
