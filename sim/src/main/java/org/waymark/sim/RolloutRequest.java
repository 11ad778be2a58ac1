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
 */
public record RolloutRequest(
        InitialState start,
        ControlLaw law,
        int cluster,
        int sample,
        Optional<TimeVaryingMatrix> noise,
        IntFunction<TimeVaryingMatrix> noiseOfRetry) {
    /** A rollout that replays the same noise if it has to be made again. */
    public RolloutRequest(
            InitialState start, ControlLaw law, int cluster, int sample, Optional<TimeVaryingMatrix> noise) {
        this(start, law, cluster, sample, noise, attempt -> noise.orElseThrow());
    }

    /** A rollout without noise. */
    public static RolloutRequest noiseFree(InitialState start, ControlLaw law, int cluster, int sample) {
        return new RolloutRequest(start, law, cluster, sample, Optional.empty());
    }

    /**
     * A rollout whose noise comes from the stream ("exploration", iteration, cluster, sample), and that of a retry from a stream of
     * its own.
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
                        streams.stream("exploration, attempt " + attempt, iteration, cluster, sample)));
    }
}
