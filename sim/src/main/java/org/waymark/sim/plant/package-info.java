/**
 * Built-in plants, in plain Java: small ones whose equations fit on a line, and a seven-joint arm.
 *
 * <p>Read first: {@link org.waymark.sim.plant.Plants} (all of them, by name), {@link org.waymark.sim.plant.ModelSimulator} (what
 * their simulators have in common) and {@link org.waymark.sim.plant.SevenJointArm}.
 *
 * <p>The simulators are deterministic, and are models too: they can be put into any state. Angles are never wrapped.
 */
package org.waymark.sim.plant;
