/**
 * Derivatives of models and costs for those who do not write them by hand, and a check of those who do.
 *
 * <p>Read first: {@link org.waymark.lqr.derivative.FiniteDifferenceModel} (any model, by differences, in parallel).
 *
 * <p>Differences: f' ≈ [f(y+h) − f(y−h)]/2h. Nocedal and Wright 2006, chapter 8.
 */
package org.waymark.lqr.derivative;
