/**
 * Soft actor-critic, alone or with a learned model of the plant.
 *
 * <p>Read first: {@link org.waymark.gps.actorcritic.ActorCritic} (the loop), {@link org.waymark.gps.actorcritic.SoftActorCritic} (the
 * networks and one update), {@link org.waymark.gps.actorcritic.TargetRule} (what the critics are taught: one step, or value expansion)
 * and {@link org.waymark.gps.actorcritic.Imagination} (where imagined transitions come from).
 */
package org.waymark.gps.actorcritic;
