/**
 * Estimating the state from measurements, and controlling on the estimate: Kalman filters and linear-quadratic-Gaussian control.
 *
 * <p>Read first: {@link org.waymark.lqr.estimation.KalmanFilter} (constant or time-varying), {@link
 * org.waymark.lqr.estimation.SteadyKalman} (what it settles into) and {@link org.waymark.lqr.estimation.Lqg} (the loop).
 *
 * <pre>
 *   x' = Ax + Bu + f + w,   y = Cx + d + v,   w ~ N(0, W),   v ~ N(0, V)
 *   L = PCᵀ(CPCᵀ + V)⁻¹,    m ← m + L(y − Cm − d),    m ← Am + Bu + f
 * </pre>
 *
 * <p>Kalman 1960; Anderson and Moore 1979. Filter and regulator are dual: A ↔ Aᵀ, B ↔ Cᵀ, Q ↔ W, R ↔ V, K ↔ −(AL)ᵀ.
 */
package org.waymark.lqr.estimation;
