package org.waymark.sim.mujoco;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link MujocoPlant} is made of. Immutable.
 *
 * @param model the model to load
 * @param substeps engine steps per control step, ≥ 1; the control is held over all of them
 * @param sites sites of the model whose positions and velocities belong to the state, in this order; no duplicates, may be empty
 * @param offsetBodies bodies whose positions in their parents are shifted by the {@link org.waymark.sim.InitialState#parameters()} of a
 *     start, three each, in metres: names, or {@code body 1} for the first body below the world; no duplicates, may be empty
 * @param ownIntegrator whether a model that asks for Runge-Kutta gets it; if not, it gets semi-implicit Euler
 */
public record MujocoOptions(
        Mjcf model, int substeps, List<String> sites, List<String> offsetBodies, boolean ownIntegrator) {
    public MujocoOptions {
        Objects.requireNonNull(model, "model");
        if (substeps < 1) {
            throw new IllegalArgumentException("substeps: expected ≥ 1, found " + substeps);
        }
        sites = distinct("sites", sites);
        offsetBodies = distinct("offsetBodies", offsetBodies);
    }

    private static List<String> distinct(String component, List<String> names) {
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(component + ": expected distinct names, found " + names);
        }
        return List.copyOf(names);
    }

    /** One engine step per control step, no sites, no body that shifts, semi-implicit Euler. */
    public static MujocoOptions of(Mjcf model) {
        return new MujocoOptions(model, 1, List.of(), List.of(), false);
    }

    public MujocoOptions withModel(Mjcf value) {
        return new MujocoOptions(value, substeps, sites, offsetBodies, ownIntegrator);
    }

    public MujocoOptions withSubsteps(int value) {
        return new MujocoOptions(model, value, sites, offsetBodies, ownIntegrator);
    }

    public MujocoOptions withSites(List<String> value) {
        return new MujocoOptions(model, substeps, value, offsetBodies, ownIntegrator);
    }

    /** One body that shifts. */
    public MujocoOptions withOffsetBody(String value) {
        return withOffsetBodies(List.of(value));
    }

    public MujocoOptions withOffsetBodies(List<String> value) {
        return new MujocoOptions(model, substeps, sites, value, ownIntegrator);
    }

    public MujocoOptions withOwnIntegrator(boolean value) {
        return new MujocoOptions(model, substeps, sites, offsetBodies, value);
    }
}
