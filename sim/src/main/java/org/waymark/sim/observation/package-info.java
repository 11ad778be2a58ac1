/**
 * What the global policy sees of a plant: some entries of the state or points on the body, with noise, late, or as a window of the
 * past; the local controllers still see the full state (Levine, Finn, Darrell and Abbeel 2016, section 3).
 *
 * <p>Read first: {@link org.waymark.sim.observation.ObservationOptions} (what can be asked for), {@link
 * org.waymark.sim.observation.ObservedPlant} (which asks for it by name) and {@link org.waymark.sim.observation.ObservedSimulator}
 * (which does it, for any simulator).
 *
 * <p>With the reading y_t = S [o(x_t); p(x_t)] + σ ∘ ε_t, ε_t ~ N(0, I), of the selected entries S, the policy sees
 * [y_{t−d}; y_{t−d−1}; …; y_{t−d−k+1}], for a delay of d steps and a history of k; before t = 0 every reading is y_0.
 */
package org.waymark.sim.observation;
