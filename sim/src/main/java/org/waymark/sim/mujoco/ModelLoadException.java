package org.waymark.sim.mujoco;

/** A model could not be loaded; the message names the model and repeats what MuJoCo said about it. */
public final class ModelLoadException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ModelLoadException(Mjcf model, String reason) {
        super(model + ": " + reason);
    }
}
