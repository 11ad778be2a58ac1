package org.waymark.sim;

import java.util.Optional;
import java.util.function.IntFunction;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * One rollout to be made.
 *
 * @param start where it begins
 * @param law what chooses its controls
 * @param cluster which cluster of initial states it belongs to; named in errors
 * @param sample its number within the cluster; named in errors
 * @param noise ε, T × m; empty for a rollout without noise
 * @param noiseOfRetry the noise of attempt 1, 2, … should the simulator fail ({@link SimulatorFailedException}); must depend on the
 *     number of the attempt only. Not asked if {@code noise} is empty
 * @param seed of the randomness that the simulator itself has ({@link RandomSimulator}), sensor noise for example; each attempt has
 *     a stream of its own
 */
public record RolloutRequest(
        InitialState start,
        ControlLaw law,
        int cluster,
        int sample,
        Optional<TimeVaryingMatrix> noise,
        IntFunction<TimeVaryingMatrix> noiseOfRetry,
        long seed) {
    /** A rollout whose seed depends on cluster and sample only. */
    public RolloutRequest(
            InitialState start,
            ControlLaw law,
            int cluster,
            int sample,
            Optional<TimeVaryingMatrix> noise,
            IntFunction<TimeVaryingMatrix> noiseOfRetry) {
        this(
                start,
                law,
                cluster,
                sample,
                noise,
                noiseOfRetry,
                new RandomStreams(0).derive("plant", 0, cluster, sample));
    }

    /** A rollout that replays the same noise if it has to be made again. */
    public RolloutRequest(
            InitialState start, ControlLaw law, int cluster, int sample, Optional<TimeVaryingMatrix> noise) {
        this(start, law, cluster, sample, noise, attempt -> noise.orElseThrow());
    }

    /**
     * A rollout without exploration noise. What is random in the simulator depends on cluster and sample only, so that policies of
     * different iterations are judged by the same sensor noise and the same plants.
     */
    public static RolloutRequest noiseFree(InitialState start, ControlLaw law, int cluster, int sample) {
        return new RolloutRequest(start, law, cluster, sample, Optional.empty());
    }

    /**
     * A rollout whose noise comes from the stream ("exploration", iteration, cluster, sample), and that of a retry from a stream of
     * its own; what is random in the simulator comes from the stream ("plant", iteration, cluster, sample).
     */
    public static RolloutRequest exploring(
            InitialState start,
            ControlLaw law,
            int cluster,
            int sample,
            ExplorationNoise noise,
            int horizon,
            int controlSize,
            RandomStreams streams,
            int iteration) {
        return new RolloutRequest(
                start,
                law,
                cluster,
                sample,
                Optional.of(
                        noise.draw(horizon, controlSize, streams.stream("exploration", iteration, cluster, sample))),
                attempt -> noise.draw(
                        horizon,
                        controlSize,
                        streams.stream("exploration, attempt " + attempt, iteration, cluster, sample)),
                streams.derive("plant", iteration, cluster, sample));
    }

    /** The same, with another seed for what is random in the simulator. */
    public RolloutRequest withSeed(long value) {
        return new RolloutRequest(start, law, cluster, sample, noise, noiseOfRetry, value);
    }
}
