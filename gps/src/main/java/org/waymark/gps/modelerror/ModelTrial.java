package org.waymark.gps.modelerror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.dynamics.learned.ModelFit;
import org.waymark.dynamics.learned.ModelLearner;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.ModelReport;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.modelbased.RandomControls;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/**
 * A model trained on some rollouts and tested on others.
 *
 * @param trainingSteps transitions it was trained on
 * @param report of the training
 * @param error of its open-loop predictions
 */
public record ModelTrial(int trainingSteps, ModelReport report, OpenLoopError error) {
    /**
     * Rollouts with random controls: even between the limits, or as the initial controllers vary them where there are none.
     *
     * @param count how many, ≥ 1
     * @param purpose names the streams of random numbers, so that rollouts for training and for testing differ
     */
    public static List<Rollout> randomRollouts(
            Task task, RolloutSampler sampler, int count, String purpose, RandomStreams streams) {
        RandomLaw law = new RandomLaw(new RandomControls(task, sampler.spec()));
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InitialState start = start(task.starts(), i, streams.stream(purpose + " start", 0, 0, i));
            requests.add(RolloutRequest.noiseFree(start, law, 0, i).withSeed(streams.derive(purpose, 0, 0, i)));
        }
        return sampler.run(task.horizon(), requests);
    }

    private static InitialState start(Starts starts, int i, RandomGenerator random) {
        if (starts instanceof Starts.Drawn drawn) {
            return drawn.distribution().draw(random);
        }
        List<InitialState> all = ((Starts.Listed) starts)
                .clusters().stream()
                        .flatMap(cluster -> cluster.starts().stream())
                        .toList();
        return all.get(i % all.size());
    }

    /**
     * Trains and tests.
     *
     * @param training at least one rollout
     * @param tests at least one rollout that is as long as {@code horizon}
     * @param horizon H, how far predictions reach, ≥ 1
     * @param threads how many members are trained at a time; changes no result
     */
    public static ModelTrial run(
            ModelOptions options, List<Rollout> training, List<Rollout> tests, int horizon, long seed, int threads) {
        RandomStreams streams = new RandomStreams(seed);
        Transitions data = Transitions.of(training);
        ModelFit fit = new ModelLearner(options).fit(data, Optional.empty(), streams.derive("model", 0, 0, 0), threads);
        OpenLoopError error = OpenLoopError.measure(
                fit.model(), tests, deviation(data), horizon, streams.derive("particles", 0, 0, 0));
        return new ModelTrial(data.count(), fit.report(), error);
    }

    /** σ of each state; zero where it never varies. */
    private static double[] deviation(Transitions data) {
        int n = data.stateSize();
        double[] states = data.states();
        double[] deviation = new double[n];
        for (int i = 0; i < n; i++) {
            double mean = 0;
            for (int k = i; k < states.length; k += n) {
                mean += states[k] / data.count();
            }
            double variance = 0;
            for (int k = i; k < states.length; k += n) {
                variance += (states[k] - mean) * (states[k] - mean) / data.count();
            }
            deviation[i] = Math.sqrt(variance) > 1e-9 * Math.max(1, Math.abs(mean)) ? Math.sqrt(variance) : 0;
        }
        return deviation;
    }
}
