package org.waymark.gps.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.waymark.gps.algorithm.Judgement;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.initial.LqrGuess;
import org.waymark.lqr.initial.PdGuess;
import org.waymark.sim.Plant;
import org.waymark.sim.SimulatorSpec;

/**
 * What an experiment file describes, built: a plant, and a task on it. Closing it closes the plant.
 *
 * @param plant owned by this
 * @param task what guided policy search is given
 */
public record ExperimentTask(Plant plant, Task task) implements AutoCloseable {
    /**
     * Builds plant and task.
     *
     * @throws IllegalArgumentException if the experiment does not fit its plant: the message names the key
     */
    public static ExperimentTask build(Experiment experiment) {
        Plant plant = TaskPlant.build(experiment.task());
        try {
            return new ExperimentTask(plant, task(experiment, plant));
        } catch (RuntimeException e) {
            plant.close();
            throw e;
        }
    }

    static Task task(Experiment experiment, Plant plant) {
        TaskOptions options = experiment.task();
        RandomStreams streams = new RandomStreams(experiment.seed());
        Starts starts = TaskStarts.training(
                options.starts(),
                plant,
                streams,
                x0 -> Place.at(
                        "initialController",
                        () -> controller(experiment.initialController(), x0, plant, options.horizon())));
        TaskCost costs = new TaskCost(plant, options);
        return new Task(
                plant::newSimulator,
                options.horizon(),
                List.of(ending(costs.sum(experiment.cost()), options, plant)),
                starts,
                TaskStarts.evaluation(experiment, plant, starts, streams),
                Place.at("task.success", () -> TaskSuccess.of(options.success(), plant, options)),
                plant::ended,
                judgement(experiment.evaluation(), costs, options, plant),
                plant.actions());
    }

    private static Judgement judgement(EvaluationOptions evaluation, TaskCost costs, TaskOptions options, Plant plant) {
        return new Judgement(
                evaluation.horizon().map(OptionalInt::of).orElse(OptionalInt.empty()),
                evaluation.cost() == EvaluationOptions.Judge.TASK
                        ? Optional.of(ending(Place.at("evaluation.cost", costs::charged), options, plant))
                        : Optional.empty());
    }

    private static Cost ending(Cost cost, TaskOptions options, Plant plant) {
        return options.ends().isPresent() ? new EndingCost(cost, plant::ended) : cost;
    }

    private static LinearGaussianController controller(
            InitialControllerOptions options, double[] x0, Plant plant, int horizon) {
        SimulatorSpec spec = plant.spec();
        if (options instanceof InitialControllerOptions.LqrGuess guess) {
            return new LqrGuess(
                            guess.gains(),
                            guess.accelerations(),
                            guess.variance(),
                            guess.stiffness(),
                            guess.velocityStiffness(),
                            guess.finalWeight())
                    .controller(x0, spec.controlSize(), plant.positionSize(), horizon, spec.timeStep());
        }
        InitialControllerOptions.Pd pd = (InitialControllerOptions.Pd) options;
        return new PdGuess(pd.variance(), pd.positionGain(), pd.velocityFactor())
                .controller(x0, spec.controlSize(), plant.positionSize(), horizon);
    }

    @Override
    public void close() {
        plant.close();
    }
}
