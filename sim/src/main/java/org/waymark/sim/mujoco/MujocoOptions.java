package org.waymark.sim.mujoco;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link MujocoPlant} is made of. Immutable.
 *
 * @param model the model to load
 * @param substeps engine steps per control step, ≥ 1; the control is held over all of them
 * @param sites sites of the model whose positions and velocities belong to the state, in this order; no duplicates, may be empty
 * @param offsetBody body whose position in its parent is shifted by the three {@link org.waymark.sim.InitialState#parameters()} of a
 *     start, in metres: its name, or {@code body 1} for the first body below the world; if empty, starts have no parameters
 */
public record MujocoOptions(Mjcf model, int substeps, List<String> sites, Optional<String> offsetBody) {
    public MujocoOptions {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(offsetBody, "offsetBody");
        if (substeps < 1) {
            throw new IllegalArgumentException("substeps: expected ≥ 1, found " + substeps);
        }
        sites = List.copyOf(sites);
        if (new HashSet<>(sites).size() != sites.size()) {
            throw new IllegalArgumentException("sites: expected distinct names, found " + sites);
        }
    }

    /** One engine step per control step, no sites, no body that shifts. */
    public static MujocoOptions of(Mjcf model) {
        return new MujocoOptions(model, 1, List.of(), Optional.empty());
    }

    public MujocoOptions withModel(Mjcf value) {
        return new MujocoOptions(value, substeps, sites, offsetBody);
    }

    public MujocoOptions withSubsteps(int value) {
        return new MujocoOptions(model, value, sites, offsetBody);
    }

    public MujocoOptions withSites(List<String> value) {
        return new MujocoOptions(model, substeps, value, offsetBody);
    }

    public MujocoOptions withOffsetBody(String value) {
        return new MujocoOptions(model, substeps, sites, Optional.of(value));
    }
}
