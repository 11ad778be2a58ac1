/**
 * Costs to put together, and their quadratic expansion around rollouts.
 *
 * <p>Read first: {@link org.waymark.lqr.cost.PointCost} (bring points of the body to a target),
 * {@link org.waymark.lqr.cost.Penalty} (what an error costs) and {@link org.waymark.lqr.cost.CostExpansion} (the quadratic model that
 * the controllers are improved on).
 *
 * <p>A term is weight · penalty(d; w · ramp(t)): an error d that is linear in the state ({@link org.waymark.lqr.cost.StateCost}) or a
 * function of it ({@link org.waymark.lqr.cost.PointCost}), weights w per entry, and a ramp over time
 * ({@link org.waymark.lqr.cost.TimeWeights}). All costs here bring their derivatives and may be called by several threads.
 */
package org.waymark.lqr.cost;
