package org.waymark.gps.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.derivative.DerivativeChecker;
import org.waymark.lqr.derivative.DerivativeFinding;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.SimulatorException;
import org.waymark.sim.SimulatorFailedException;
import org.waymark.sim.contract.Finding;
import org.waymark.sim.contract.SimulatorContract;

/**
 * Tries out what an experiment's training will rely on, without training: the contract of its simulators, rollouts of the first
 * controllers, and the cost's gradients at the states that these visit.
 */
public final class ExperimentCheck {
    private static final int MOST_STEPS = 50;
    private static final int MOST_STARTS = 4;
    private static final int STATES_PER_ROLLOUT = 5;

    private final Experiment experiment;
    private final Plant plant;
    private final List<Finding> findings = new ArrayList<>();

    private ExperimentCheck(Experiment experiment, Plant plant) {
        this.experiment = experiment;
        this.plant = plant;
    }

    /**
     * All checks, in order; those of rollouts and cost only where the simulators keep their contract so far.
     *
     * @throws IllegalArgumentException if the experiment does not fit its plant: the message names the key
     */
    public static List<Finding> of(Experiment experiment) {
        try (Plant plant = TaskPlant.build(experiment.task())) {
            ExperimentCheck check = new ExperimentCheck(experiment, plant);
            check.run();
            return List.copyOf(check.findings);
        }
    }

    private void run() {
        Optional<Task> task = task();
        TaskOptions options = experiment.task();
        findings.addAll(SimulatorContract.of(
                        plant,
                        options.observation().random(),
                        Math.min(options.horizon(), MOST_STEPS),
                        experiment.seed())
                .check(starts(options.starts())));
        if (task.isPresent() && findings.stream().allMatch(Finding::ok)) {
            List<Rollout> rollouts = rollouts(task.get());
            if (!rollouts.isEmpty()) {
                gradients(rollouts);
            }
        }
    }

    /** What would be trained; empty if the simulators break down before, as the contract will find. */
    private Optional<Task> task() {
        try {
            return Optional.of(ExperimentTask.task(experiment, plant));
        } catch (SimulatorFailedException | NonFiniteException e) {
            findings.add(new Finding("task", false, "the starts cannot be visited: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private List<InitialState> starts(StartOptions options) {
        List<InitialState> starts = new ArrayList<>();
        if (options instanceof StartOptions.Listed listed) {
            listed.states()
                    .forEach(start -> starts.add(new InitialState(
                            start.coordinates(), start.parameters().orElse(new double[0]))));
            return starts.subList(0, Math.min(starts.size(), MOST_STARTS));
        }
        RandomStreams streams = new RandomStreams(experiment.seed());
        for (int i = 0; i < MOST_STARTS; i++) {
            starts.add(
                    ((StartOptions.Drawn) options).distribution(plant).draw(streams.stream("checked starts", 0, 0, i)));
        }
        return starts;
    }

    /** One noise-free rollout of the first controller of each start; none if a plant breaks down. */
    private List<Rollout> rollouts(Task task) {
        List<InitialState> starts = starts(experiment.task().starts());
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            requests.add(RolloutRequest.noiseFree(starts.get(i), ControlLaw.of(controller(task, i, starts)), i, 0));
        }
        try (RolloutSampler sampler = new RolloutSampler(task.simulators(), 1)) {
            List<Rollout> rollouts = sampler.run(task.horizon(), requests);
            int clipped = rollouts.stream().mapToInt(Rollout::clipped).sum();
            int all = rollouts.size() * task.horizon() * plant.spec().controlSize();
            findings.add(new Finding(
                    "first rollouts",
                    true,
                    rollouts.size() + " rollouts of " + task.horizon() + " steps; " + clipped + " of " + all
                            + " controls were cut at their limits"));
            return rollouts;
        } catch (SimulatorException | NonFiniteException e) {
            findings.add(new Finding(
                    "first rollouts",
                    false,
                    e.getMessage() + "; choose weaker controllers to begin with (initialController)"));
            return List.of();
        }
    }

    private LinearGaussianController controller(Task task, int start, List<InitialState> starts) {
        if (task.starts() instanceof Starts.Listed listed) {
            return listed.initialControllers().get(start);
        }
        try (RolloutSampler sampler = new RolloutSampler(task.simulators(), 1)) {
            double[] x = sampler.look(List.of(RolloutRequest.noiseFree(starts.get(start), (s, o, t, u) -> {}, 0, 0)))
                    .get(0)
                    .state();
            return ((Starts.Drawn) task.starts()).initialController().apply(x);
        }
    }

    /** Hessians may be approximate, and are left alone. */
    private void gradients(List<Rollout> rollouts) {
        List<CostTerm> spatial = new ArrayList<>(experiment.cost());
        spatial.removeIf(term -> !(term instanceof CostTerm.Points || term instanceof CostTerm.Distance));
        List<CostTerm> plain = new ArrayList<>(experiment.cost());
        plain.removeAll(spatial);
        TaskCost costs = new TaskCost(plant, experiment.task());
        if (!plain.isEmpty()) {
            findings.add(atVisitedStates(costs.sum(plain), rollouts));
        }
        if (!spatial.isEmpty()) {
            findings.add(new PointGradients(
                            plant, costs.sum(spatial), experiment.task().horizon())
                    .check(starts(experiment.task().starts())));
        }
    }

    private Finding atVisitedStates(Cost cost, List<Rollout> rollouts) {
        DerivativeChecker checker = DerivativeChecker.of(
                        cost, plant.spec().stateSize(), plant.spec().controlSize())
                .withoutSecondDerivatives();
        int visited = 0;
        for (int i = 0; i < rollouts.size(); i++) {
            Rollout rollout = rollouts.get(i);
            int every = Math.max(1, rollout.horizon() / STATES_PER_ROLLOUT);
            for (int t = 0; t < rollout.horizon(); t += every) {
                visited++;
                List<DerivativeFinding> wrong = checker.at(
                                rollout.states().step(t), rollout.controls().step(t), t)
                        .findings();
                if (!wrong.isEmpty()) {
                    return new Finding(
                            "cost",
                            false,
                            "start " + i + ", state of t = " + t + ": "
                                    + wrong.get(0).message()
                                    + (wrong.size() > 1 ? " (and " + (wrong.size() - 1) + " more)" : "")
                                    + "; correct the gradient of the term");
                }
            }
        }
        return new Finding("cost", true, "gradients agree with differences at " + visited + " visited states");
    }
}
