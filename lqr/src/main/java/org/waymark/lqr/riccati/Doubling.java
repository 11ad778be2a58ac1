package org.waymark.lqr.riccati;

import static org.waymark.lqr.riccati.Algebra.norm;
import static org.waymark.lqr.riccati.Algebra.plus;
import static org.waymark.lqr.riccati.Algebra.symmetric;
import static org.waymark.lqr.riccati.Algebra.times;
import static org.waymark.lqr.riccati.Algebra.timesTransposed;
import static org.waymark.lqr.riccati.Algebra.transpose;
import static org.waymark.lqr.riccati.Algebra.transposedTimes;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The structure-preserving doubling algorithm (Chu, Fan, Lin and Wang 2004): k rounds do 2ᵏ steps of the Riccati recursion.
 *
 * <pre>
 *   A ← A W⁻¹A,   G ← G + A W⁻¹G Aᵀ,   H ← H + AᵀH W⁻¹A,   W = I + GH
 * </pre>
 *
 * <p>It starts from G = B R⁻¹Bᵀ, so R must be invertible. The recursion from the final weight ρI needs R + ρBᵀB only: Z = X − ρI solves
 * the equation with Q + ρ(AᵀA − I), N + ρAᵀB, R + ρBᵀB in place of Q, N, R, and from 0 for Z.
 */
final class Doubling {
    private static final int MOST_ROUNDS = 60;
    private static final double CONVERGED = 0x1p-53;

    private Doubling() {}

    /** X, as good as the doubling alone makes it; null if it breaks down or overflows. */
    static DMatrixRMaj solve(RiccatiEquation e, double rho) {
        int n = e.stateSize();
        DMatrixRMaj eye = CommonOps_DDRM.identity(n);
        DMatrixRMaj r = plus(e.r(), rho, transposedTimes(e.b(), e.b()));
        DMatrixRMaj cross = plus(e.cross(), rho, transposedTimes(e.a(), e.b()));
        DMatrixRMaj rInverseCross = Algebra.solvePositive(r, transpose(cross));
        if (rInverseCross == null) {
            return null;
        }
        DMatrixRMaj a = plus(e.a(), -1, times(e.b(), rInverseCross));
        DMatrixRMaj h = plus(e.q(), rho, plus(transposedTimes(e.a(), e.a()), -1, eye));
        h = symmetric(plus(h, -1, times(cross, rInverseCross)));
        DMatrixRMaj g = symmetric(times(e.b(), Algebra.solvePositive(r, transpose(e.b()))));
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(n);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            DMatrixRMaj w = plus(eye, times(g, h));
            if (!(norm(w) < Double.MAX_VALUE) || !solver.setA(w)) {
                return null;
            }
            DMatrixRMaj wa = new DMatrixRMaj(n, n);
            DMatrixRMaj wg = new DMatrixRMaj(n, n);
            solver.solve(a, wa);
            solver.solve(g, wg);
            DMatrixRMaj rise = symmetric(transposedTimes(a, times(h, wa)));
            h = plus(h, rise);
            if (!(norm(h) < Double.MAX_VALUE)) {
                return null;
            }
            if (norm(rise) <= CONVERGED * norm(plus(h, rho, eye))) {
                break;
            }
            g = symmetric(plus(g, timesTransposed(times(a, wg), a)));
            a = times(a, wa);
        }
        return plus(h, rho, eye);
    }
}
