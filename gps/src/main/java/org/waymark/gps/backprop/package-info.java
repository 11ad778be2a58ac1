/**
 * Back-propagation through a learned model into a network policy, and the diagnostics that show when and why it fails.
 *
 * <p>Read first: {@link org.waymark.gps.backprop.PathwiseGradient} (the equations), {@link org.waymark.gps.backprop.BackpropImprover} (descent
 * with it) and {@link org.waymark.gps.backprop.GradientStudy} (its norm and variance against the horizon).
 */
package org.waymark.gps.backprop;
