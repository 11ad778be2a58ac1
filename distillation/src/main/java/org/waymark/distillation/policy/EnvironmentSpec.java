package org.waymark.distillation.policy;

import java.util.List;

/**
 * What an environment is like from outside.
 *
 * @param horizon T, controls in a rollout, ≥ 1
 * @param stateSize n, ≥ 1
 * @param controlSize m, ≥ 1; 1 where actions are discrete
 * @param observationNames [p] what each entry of an observation is, with its unit; tasks whose lists are equal look the same to a student
 */
public record EnvironmentSpec(int horizon, int stateSize, int controlSize, List<String> observationNames) {
    public EnvironmentSpec {
        observationNames = List.copyOf(observationNames);
        require(horizon >= 1, "horizon", horizon);
        require(stateSize >= 1, "stateSize", stateSize);
        require(controlSize >= 1, "controlSize", controlSize);
        require(!observationNames.isEmpty(), "observationNames", 0);
    }

    /** p. */
    public int observationSize() {
        return observationNames.size();
    }

    private static void require(boolean holds, String name, int value) {
        if (!holds) {
            throw new IllegalArgumentException("environment." + name + ": " + value + " is not ≥ 1");
        }
    }
}
