package org.waymark.gps.imagination;

import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.gps.modelbased.StateBox;

/**
 * A plant as a learned model has it, and the task on it.
 *
 * @param model of the plant
 * @param box beyond which no imagined state goes
 * @param task all that need not be learned
 * @param noisy whether next states are drawn from the model's distribution, or its mean is taken
 */
public record ImaginedPlant(LearnedDynamics model, StateBox box, KnownTask task, boolean noisy) {}
