package org.waymark.dynamics.learned;

/**
 * A trained model and how training went.
 *
 * @param model what was learned
 * @param report of the training
 */
public record ModelFit(LearnedDynamics model, ModelReport report) {}
