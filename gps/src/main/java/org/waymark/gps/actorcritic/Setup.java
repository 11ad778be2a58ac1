package org.waymark.gps.actorcritic;

import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.learned.ModelOptions;

/**
 * What is learned, and how.
 *
 * @param method which of the learners
 * @param options of all of them
 * @param model the learned model; unread by sac and mba
 * @param dynamics the local linear models; read by mba
 */
public record Setup(Method method, ActorCriticOptions options, ModelOptions model, DynamicsOptions dynamics) {}
