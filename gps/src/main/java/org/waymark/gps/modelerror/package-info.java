/**
 * How far the predictions of a learned model go wrong when it is left to itself.
 *
 * <p>Read first: {@link org.waymark.gps.modelerror.ModelTrial} (collects rollouts, trains, tests) and {@link
 * org.waymark.gps.modelerror.OpenLoopError} (what is measured).
 *
 * <p>A model that is wrong by ε in one step leads to states on which it was not trained; in the worst case the error of its open-loop
 * predictions grows as εT² with the number T of steps (Ross and Bagnell 2012, Agnostic system identification for model-based
 * reinforcement learning).
 */
package org.waymark.gps.modelerror;
