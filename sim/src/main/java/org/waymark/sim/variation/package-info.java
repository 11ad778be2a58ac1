/**
 * Plants that are another one in each rollout: masses, lengths, friction, damping, gains and delays drawn from stated ranges, so that
 * one policy learns to control them all (domain randomisation; Peng, Andrychowicz, Zaremba and Abbeel 2018).
 *
 * <p>Read first: {@link org.waymark.sim.variation.VariablePlant} (a plant that says what can be varied), {@link
 * org.waymark.sim.variation.RandomizedPlant} (which draws) and {@link org.waymark.sim.variation.Range} (from what).
 */
package org.waymark.sim.variation;
