package org.waymark.gps.experiment;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.sim.mujoco.MujocoBenchmark;
import org.waymark.sim.observation.ObservationOptions;
import org.waymark.sim.variation.Range;

/**
 * The plant, where it begins and when it has succeeded.
 *
 * @param name a built-in plant, {@code mujoco} or {@code external}
 * @param model the MJCF file of a {@code mujoco} task, or {@code peg}, {@code door} or {@code pusher} for a built-in one; {@code peg} if left
 *     out. For the MuJoCo benchmarks, Gymnasium's file
 * @param horizon T, number of control steps of a rollout, ≥ 1
 * @param substeps physics steps per control step of a {@code mujoco} task; 5 if left out
 * @param sites end-effector sites of a {@code mujoco} task, in their order in the state; none if left out
 * @param offsetBody the body of a {@code mujoco} task that is shifted by the parameters of a start
 * @param offsetBodies the same for several bodies, three parameters each
 * @param command program and arguments that simulate an {@code external} task
 * @param directory the folder in which the command of an {@code external} task is started; that of the experiment file if left out
 * @param startTimeout how long the command may take to start, in seconds; 60 if left out
 * @param timeout how long the command may take to answer, in seconds; 10 if left out
 * @param random whether rollouts of an {@code external} task differ by the seeds that its resets are given; false if left out
 * @param randomize what differs from rollout to rollout: factors on quantities of the plant, or {@code delay} and {@code gain} of its
 *     controls, each with the two ends of the range it is drawn from; nothing if left out
 * @param observation what the global policy sees of the plant; the whole state if left out
 * @param ends when an episode is over before its time: the plant then stays where it is, and nothing more is to be paid; never if left out
 * @param starts where rollouts begin
 * @param success when a rollout has succeeded
 */
public record TaskOptions(
        String name,
        Optional<String> model,
        int horizon,
        Optional<Integer> substeps,
        Optional<List<String>> sites,
        Optional<String> offsetBody,
        Optional<List<String>> offsetBodies,
        Optional<List<String>> command,
        Optional<String> directory,
        Optional<Double> startTimeout,
        Optional<Double> timeout,
        Optional<Boolean> random,
        Map<String, double[]> randomize,
        ObservationOptions observation,
        Optional<EndOptions> ends,
        StartOptions starts,
        SuccessOptions success) {
    public static final String MUJOCO = "mujoco";
    public static final String EXTERNAL = "external";

    public TaskOptions {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon: expected ≥ 1, found " + horizon);
        }
        if (!name.equals(MUJOCO)) {
            if (!MujocoBenchmark.NAMES.contains(name)) {
                refuse("model", model, MUJOCO, name);
            } else if (model.isEmpty()) {
                throw new IllegalArgumentException(
                        "model: expected Gymnasium's MJCF file for task.name = " + name + ", found none");
            }
            refuse("substeps", substeps, MUJOCO, name);
            refuse("sites", sites, MUJOCO, name);
            refuse("offsetBody", offsetBody, MUJOCO, name);
            refuse("offsetBodies", offsetBodies, MUJOCO, name);
        }
        if (!name.equals(EXTERNAL)) {
            refuse("command", command, EXTERNAL, name);
            refuse("directory", directory, EXTERNAL, name);
            refuse("startTimeout", startTimeout, EXTERNAL, name);
            refuse("timeout", timeout, EXTERNAL, name);
            refuse("random", random, EXTERNAL, name);
        } else if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "command: expected the program that simulates the task and its arguments, found none");
        }
        if (offsetBody.isPresent() && offsetBodies.isPresent()) {
            throw new IllegalArgumentException("offsetBodies: expected either this or offsetBody, found both");
        }
        randomize = copy(randomize);
        ranges(randomize);
        if (substeps.isPresent() && substeps.get() < 1) {
            throw new IllegalArgumentException("substeps: expected ≥ 1, found " + substeps.get());
        }
    }

    private static Map<String, double[]> copy(Map<String, double[]> ranges) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        ranges.forEach((name, ends) -> copy.put(name, ends.clone()));
        return Collections.unmodifiableMap(copy);
    }

    private static Map<String, Range> ranges(Map<String, double[]> ends) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        ends.forEach((name, range) -> {
            if (range.length != 2) {
                throw new IllegalArgumentException(
                        "randomize: " + name + ": expected the two ends of a range, found " + Arrays.toString(range));
            }
            ranges.put(name, Place.at("randomize: " + name, () -> new Range(range[0], range[1])));
        });
        return ranges;
    }

    /** From where is drawn what differs from rollout to rollout, by name. */
    Map<String, Range> ranges() {
        return ranges(randomize);
    }

    /** Whether two rollouts from the same start under the same controls may differ. */
    public boolean isRandom() {
        return !randomize.isEmpty() || observation.random() || random.orElse(false);
    }

    /** The bodies that the parameters of a start shift. */
    List<String> shiftedBodies() {
        return offsetBodies.orElseGet(() -> offsetBody.stream().toList());
    }

    @Override
    public Map<String, double[]> randomize() {
        return copy(randomize);
    }

    private static void refuse(String key, Optional<?> value, String owner, String name) {
        if (value.isPresent()) {
            throw new IllegalArgumentException(
                    key + ": known to task.name = " + owner + " only, but task.name = " + name + "; leave it out");
        }
    }
}
