package org.waymark.gps.actorcritic;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.SimulatorSpec;

/** Who does the parts of {@link ActorCritic}'s loop, as the method asks for. A workspace: one thread. */
final class Collaborators implements AutoCloseable {
    final Memory.Columns columns;
    final ActionRange actions;
    final SoftActorCritic agent;
    final TargetRule targets;

    private final Method method;
    private final ActorCriticOptions options;
    private final Optional<KnownPlant> plant;
    private final Optional<ModelKeeper> keeper;
    private final Optional<BranchedRollouts> branches;
    private final Optional<LocalLinearRollouts> local;

    Collaborators(Task task, Setup setup, SimulatorSpec spec, RandomStreams streams, int threads) {
        method = setup.method();
        options = setup.options();
        columns = new Memory.Columns(spec.observationSize(), spec.controlSize(), spec.stateSize());
        actions = ActionRange.of(spec);
        plant = method == Method.SAC
                ? Optional.empty()
                : Optional.of(new KnownPlant(KnownTask.of(task, spec), actions));
        keeper = method.hasModel()
                ? plant.map(found -> new ModelKeeper(setup.model(), options.imagination(), found, streams, threads))
                : Optional.empty();
        branches = method == Method.MBPO || method == Method.DYNA
                ? plant.map(found ->
                        new BranchedRollouts(options.imagination(), found, keeper.orElseThrow(), method == Method.DYNA))
                : Optional.empty();
        local = method == Method.MBA
                ? plant.map(found -> new LocalLinearRollouts(options.imagination(), setup.dynamics(), found))
                : Optional.empty();
        targets = targets();
        agent = new SoftActorCritic(
                options, columns.p(), columns.m(), options.batchSize() * targets.pairsPerTransition());
    }

    private TargetRule targets() {
        int horizon = options.expansion().horizon();
        double discount = options.discount();
        int batchSize = options.batchSize();
        OneStepTargets oneStep = new OneStepTargets(discount, columns.m(), batchSize);
        return switch (method) {
            case MVE -> expanded(new ValueExpansion(horizon, discount, batchSize, columns), oneStep);
            case STEVE -> expanded(new StochasticExpansion(horizon, discount, batchSize, columns.m()), oneStep);
            default -> oneStep;
        };
    }

    private ExpandedTargets expanded(Expansion expansion, OneStepTargets before) {
        return new ExpandedTargets(expansion, keeper.orElseThrow(), before, options.batchSize());
    }

    /** Goes on from a state; the agent is loaded by others. */
    void load(ActorCriticState state, Memory real, RandomGenerator random) {
        keeper.ifPresent(found -> found.load(state.model(), real));
        local.ifPresent(found -> found.load(state.latest(), real, random));
    }

    /** Makes networks for what the random steps have shown, and returns how they whiten observations. */
    Whitening begin(Memory real, RandomGenerator random) {
        int p = columns.p();
        double[] seen = new double[real.count() * p];
        double[] weights = new double[real.count()];
        double squares = 0;
        for (int i = 0; i < real.count(); i++) {
            int at = real.at(i);
            System.arraycopy(real.rows(), at, seen, i * p, p);
            weights[i] = 1;
            squares += Math.pow(real.rows()[at + columns.cost()], 2);
        }
        Whitening observations = Whitening.of(seen, weights, p, options.whiteningFloor());
        double seenScale = squares > 0 ? Math.sqrt(squares / real.count()) : 1;
        agent.load(agent.initial(observations, options.costScale() > 0 ? options.costScale() : seenScale, random));
        return observations;
    }

    /** Trains the model and imagines transitions, where that is due. */
    void refresh(long steps, Memory real, Memory imagined, RandomGenerator random) {
        boolean trained = keeper.isPresent() && keeper.get().refresh(steps, real);
        branches.ifPresent(found -> found.refresh(steps, trained, real, imagined, agent, random));
        local.ifPresent(found -> found.refresh(steps, trained, real, imagined, agent, random));
    }

    /** How many transitions of a batch are real. */
    int realCount(Memory imagined, long steps) {
        if (imagined.count() == 0 || !options.imagination().isOn(steps)) {
            return options.batchSize();
        }
        return (int) Math.round(options.imagination().realShare() * options.batchSize());
    }

    boolean imagines() {
        return method.imagines();
    }

    Optional<LearnedDynamics> model() {
        return keeper.flatMap(ModelKeeper::model);
    }

    double modelLoss() {
        return keeper.map(ModelKeeper::loss).orElse(Double.NaN);
    }

    /** The episodes that local models are to be fitted to next. */
    List<Episode> latest(List<Episode> before, List<Episode> episodes) {
        return local.isPresent()
                ? ActorCritic.lastOf(before, episodes, options.imagination().episodes())
                : List.of();
    }

    @Override
    public void close() {
        plant.ifPresent(KnownPlant::close);
    }
}
