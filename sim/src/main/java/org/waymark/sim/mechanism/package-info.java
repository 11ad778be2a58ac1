/**
 * Serial chains of hinges: their description, kinematics and forward dynamics.
 *
 * <p>Read first: {@link org.waymark.sim.mechanism.SerialChain} (the description), {@link
 * org.waymark.sim.mechanism.ChainKinematics} (where everything is) and {@link org.waymark.sim.mechanism.ArticulatedBody} (how it
 * accelerates: M(q) q̈ + h(q, q̇) = τ − β q̇, solved for q̈ in time proportional to the number of joints; Featherstone 2008).
 */
package org.waymark.sim.mechanism;
