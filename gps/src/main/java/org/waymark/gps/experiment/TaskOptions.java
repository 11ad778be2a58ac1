package org.waymark.gps.experiment;

import java.util.List;
import java.util.Optional;
import org.waymark.sim.observation.ObservationOptions;

/**
 * The plant, where it begins and when it has succeeded.
 *
 * @param name a built-in plant, or {@code mujoco}
 * @param model the MJCF file of a {@code mujoco} task; the built-in peg insertion if left out
 * @param horizon T, number of control steps of a rollout, ≥ 1
 * @param substeps physics steps per control step of a {@code mujoco} task; 5 if left out
 * @param sites end-effector sites of a {@code mujoco} task, in their order in the state; none if left out
 * @param offsetBody the body of a {@code mujoco} task that is shifted by the parameters of a start
 * @param observation what the global policy sees of the plant; the whole state if left out
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
        ObservationOptions observation,
        StartOptions starts,
        SuccessOptions success) {
    public static final String MUJOCO = "mujoco";

    public TaskOptions {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon: expected ≥ 1, found " + horizon);
        }
        if (!name.equals(MUJOCO)) {
            refuse("model", model, name);
            refuse("substeps", substeps, name);
            refuse("sites", sites, name);
            refuse("offsetBody", offsetBody, name);
        }
        if (substeps.isPresent() && substeps.get() < 1) {
            throw new IllegalArgumentException("substeps: expected ≥ 1, found " + substeps.get());
        }
    }

    private static void refuse(String key, Optional<?> value, String name) {
        if (value.isPresent()) {
            throw new IllegalArgumentException(
                    key + ": known to task.name = mujoco only, but task.name = " + name + "; leave it out");
        }
    }
}
