package org.waymark.gps.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.waymark.gps.algorithm.Cluster;
import org.waymark.gps.algorithm.InitialStateClusters;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.cost.ControlCost;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.PointCost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.lqr.cost.StateCost;
import org.waymark.lqr.cost.SumCost;
import org.waymark.lqr.cost.TimeWeights;
import org.waymark.lqr.initial.LqrGuess;
import org.waymark.lqr.initial.PdGuess;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.UniformStarts;
import org.waymark.sim.mujoco.Mjcf;
import org.waymark.sim.mujoco.MujocoOptions;
import org.waymark.sim.mujoco.MujocoPlant;
import org.waymark.sim.plant.Plants;

/**
 * What an experiment file describes, built: a plant, and a task on it. Closing it closes the plant.
 *
 * @param plant owned by this
 * @param task what guided policy search is given
 */
public record ExperimentTask(Plant plant, Task task) implements AutoCloseable {
    private static final int DEFAULT_SUBSTEPS = 5;

    /**
     * Builds plant and task.
     *
     * @throws IllegalArgumentException if the experiment does not fit its plant: the message names the key
     */
    public static ExperimentTask build(Experiment experiment) {
        Plant plant = plant(experiment.task());
        try {
            return new ExperimentTask(plant, task(experiment, plant));
        } catch (RuntimeException e) {
            plant.close();
            throw e;
        }
    }

    private static Plant plant(TaskOptions options) {
        if (!options.name().equals(TaskOptions.MUJOCO)) {
            return builtIn(options.name());
        }
        Mjcf model = options.model().map(file -> Mjcf.file(Path.of(file))).orElseGet(Mjcf::peg);
        return new MujocoPlant(new MujocoOptions(
                model,
                options.substeps().orElse(DEFAULT_SUBSTEPS),
                options.sites().orElse(List.of()),
                options.offsetBody()));
    }

    private static Plant builtIn(String name) {
        List<String> known = new ArrayList<>(Plants.names());
        if (known.contains(name)) {
            return Plants.named(name);
        }
        known.add(TaskOptions.MUJOCO);
        throw new IllegalArgumentException("task.name: there is no plant '" + name + "', did you mean "
                + KeyNames.nearest(name, known) + "? Known are " + String.join(", ", known));
    }

    /** Does something with the values of a key, and names it if they do not fit. */
    private static <R> R at(String key, Supplier<R> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static Task task(Experiment experiment, Plant plant) {
        TaskOptions options = experiment.task();
        RandomStreams streams = new RandomStreams(experiment.seed());
        List<Cluster> clusters = clusters(options.starts(), streams);
        List<LinearGaussianController> controllers = new ArrayList<>();
        try (Simulator simulator = plant.newSimulator()) {
            for (Cluster cluster : clusters) {
                double[] x0 = at("task.starts", () -> meanState(simulator, cluster));
                controllers.add(at(
                        "initialController",
                        () -> controller(experiment.initialController(), x0, plant.spec(), options.horizon())));
            }
        }
        return new Task(
                plant::newSimulator,
                options.horizon(),
                List.of(cost(experiment.cost(), plant, options.horizon())),
                clusters,
                controllers,
                evaluationStarts(experiment, clusters, streams),
                at("task.success", () -> success(options.success(), plant)));
    }

    private static List<Cluster> clusters(StartOptions options, RandomStreams streams) {
        if (options instanceof StartOptions.Listed listed) {
            return Cluster.each(listed.states().stream()
                    .map(start -> new InitialState(
                            start.coordinates(), start.parameters().orElse(new double[0])))
                    .toList());
        }
        StartOptions.Uniform uniform = (StartOptions.Uniform) options;
        RandomGenerator random = streams.stream("training starts", 0, 0, 0);
        List<InitialState> starts =
                draw(distribution(uniform), uniform.clusters() * uniform.startsPerCluster(), random);
        return InitialStateClusters.kMeans(starts, uniform.clusters(), streams.derive("clusters", 0, 0, 0));
    }

    private static List<InitialState> evaluationStarts(
            Experiment experiment, List<Cluster> clusters, RandomStreams streams) {
        if (experiment.task().starts() instanceof StartOptions.Uniform uniform) {
            RandomGenerator random = streams.stream("evaluation starts", 0, 0, 0);
            return draw(distribution(uniform), experiment.evaluation().episodes(), random);
        }
        return clusters.stream().flatMap(cluster -> cluster.starts().stream()).toList();
    }

    private static StartDistribution distribution(StartOptions.Uniform uniform) {
        return new UniformStarts(InitialState.of(uniform.nominal()), uniform.halfWidth(), new double[0]);
    }

    private static List<InitialState> draw(StartDistribution distribution, int count, RandomGenerator random) {
        List<InitialState> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(distribution.draw(random));
        }
        return starts;
    }

    private static double[] meanState(Simulator simulator, Cluster cluster) {
        double[] x = new double[simulator.spec().stateSize()];
        double[] mean = new double[x.length];
        for (InitialState start : cluster.starts()) {
            simulator.reset(start, x);
            for (int i = 0; i < x.length; i++) {
                mean[i] += x[i] / cluster.starts().size();
            }
        }
        return mean;
    }

    private static LinearGaussianController controller(
            InitialControllerOptions options, double[] x0, SimulatorSpec spec, int horizon) {
        if (options instanceof InitialControllerOptions.LqrGuess guess) {
            return new LqrGuess(
                            guess.gains(),
                            guess.accelerations(),
                            guess.variance(),
                            guess.stiffness(),
                            guess.velocityStiffness(),
                            guess.finalWeight())
                    .controller(x0, spec.controlSize(), horizon, spec.timeStep());
        }
        InitialControllerOptions.Pd pd = (InitialControllerOptions.Pd) options;
        return new PdGuess(pd.variance(), pd.positionGain(), pd.velocityFactor())
                .controller(x0, spec.controlSize(), horizon);
    }

    private static Cost cost(List<CostTerm> terms, Plant plant, int horizon) {
        List<SumCost.Term> sum = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            CostTerm term = terms.get(i);
            sum.add(new SumCost.Term(1, at("cost." + i, () -> cost(term, plant, horizon))));
        }
        return new SumCost(sum);
    }

    private static Cost cost(CostTerm term, Plant plant, int horizon) {
        if (term instanceof CostTerm.Control control) {
            requireLength("weights", control.weights(), plant.spec().controlSize());
            return new ControlCost(control.weights());
        }
        if (term instanceof CostTerm.State state) {
            requireIndices(state.indices(), plant.spec());
            return new StateCost(
                            state.indices(),
                            state.weights(),
                            state.target(),
                            state.penalty().orElse(Penalty.squared()),
                            timeWeights(state.timing(), horizon))
                    .atFinalState(finalWeight(state.timing()));
        }
        CostTerm.Points points = (CostTerm.Points) term;
        return new PointCost(
                        plant.points(),
                        points.target(),
                        points.weights(),
                        points.penalty().orElse(Penalty.squared()),
                        timeWeights(points.timing(), horizon))
                .atFinalState(finalWeight(points.timing()));
    }

    private static TimeWeights timeWeights(Optional<CostTerm.TimingOptions> timing, int horizon) {
        CostTerm.TimingOptions chosen = timing.orElse(CostTerm.TimingOptions.defaults());
        return TimeWeights.of(chosen.ramp(), horizon, chosen.finalMultiplier());
    }

    private static double finalWeight(Optional<CostTerm.TimingOptions> timing) {
        return timing.map(CostTerm.TimingOptions::finalState).orElse(0.0);
    }

    private static Predicate<Rollout> success(SuccessOptions options, Plant plant) {
        if (options instanceof SuccessOptions.State state) {
            requireIndices(state.indices(), plant.spec());
            return rollout -> {
                double squares = 0;
                for (int i = 0; i < state.indices().length; i++) {
                    double d = rollout.states().get(rollout.horizon(), state.indices()[i]) - state.target()[i];
                    squares += d * d;
                }
                return Math.sqrt(squares) <= state.tolerance();
            };
        }
        SuccessOptions.Points points = (SuccessOptions.Points) options;
        PointMap map = plant.points();
        requireLength("target", points.target(), map.size());
        return rollout -> {
            double[] p = new double[map.size()];
            map.evaluate(rollout.states().step(rollout.horizon()), p, new double[p.length * map.stateSize()]);
            double squares = 0;
            for (int i = 0; i < p.length; i++) {
                squares += (p[i] - points.target()[i]) * (p[i] - points.target()[i]);
            }
            return Math.sqrt(squares) <= points.tolerance();
        };
    }

    private static void requireLength(String key, double[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(key + ": expected " + expected + " numbers, found " + values.length);
        }
    }

    private static void requireIndices(int[] indices, SimulatorSpec spec) {
        for (int index : indices) {
            if (index < 0 || index >= spec.stateSize()) {
                throw new IllegalArgumentException(
                        "indices: expected 0…" + (spec.stateSize() - 1) + ", found " + index);
            }
        }
    }

    @Override
    public void close() {
        plant.close();
    }
}
