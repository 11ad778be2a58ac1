/**
 * Linear-quadratic problems without end: the discrete algebraic Riccati equation and the regulator that it gives.
 *
 * <p>Read first: {@link org.waymark.lqr.riccati.LinearQuadraticProblem} (plant and cost), {@link
 * org.waymark.lqr.riccati.InfiniteHorizonLqr} (the regulator, with affine terms) and {@link org.waymark.lqr.riccati.DiscreteRiccati}
 * (the equation by itself).
 *
 * <pre>
 *   X = AᵀXA − (AᵀXB + N)(R + BᵀXB)⁻¹(BᵀXA + Nᵀ) + Q,    K = −(R + BᵀXB)⁻¹(BᵀXA + Nᵀ),    u = Kx + k
 * </pre>
 *
 * <p>A cart that is to stand still at the origin, in five lines:
 *
 * <pre>
 *   double[][] a = {{1, 0.1}, {0, 1}};
 *   double[][] b = {{0.005}, {0.1}};
 *   var problem = LinearQuadraticProblem.of(a, b, new double[][] {{1, 0}, {0, 0.1}}, new double[][] {{0.01}});
 *   InfiniteHorizonSolution forever = InfiniteHorizonLqr.solve(problem);   // u = Kx: forever.gain()
 *   LqrSolution fiveSeconds = problem.solve(50);                           // u = K_t x + k_t: fiveSeconds.controller()
 * </pre>
 *
 * <p>Matrices come in and go out with one array per row.
 */
package org.waymark.lqr.riccati;
