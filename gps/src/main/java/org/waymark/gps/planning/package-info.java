/**
 * Model-predictive control through a learned model: random episodes first, then plan, execute the first control, plan again; the model is
 * fitted again every so many steps (Nagabandi et al. 2018; Chua et al. 2018).
 *
 * <p>Read first: {@link org.waymark.gps.planning.PlanningLearner} (the loop), {@link org.waymark.gps.planning.PlanningLaw} (the planner as
 * something that acts) and {@link org.waymark.gps.planning.PlanningOptions}.
 */
package org.waymark.gps.planning;
