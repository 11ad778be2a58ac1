package org.waymark.lqr.riccati;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The linear-quadratic regulator without end: min lim 1/T E[Σ_{t&lt;T} ℓ(x_t, u_t)] for a {@link LinearQuadraticProblem}.
 *
 * <p>With X and K of {@link DiscreteRiccati}, and A_c = A + BK,
 *
 * <pre>
 *   v = (I − A_cᵀ)⁻¹(q + Kᵀr + A_cᵀXf),   k = −(R + BᵀXB)⁻¹(r + Bᵀ(v + Xf)),   u = Kx + k
 *   λ = c + vᵀf + ½fᵀXf + ½tr(XW) − ½kᵀ(R + BᵀXB)k
 * </pre>
 *
 * <p>λ is the mean cost of a step and ½xᵀXx + vᵀx the relative value: what it costs to be at x, beside λ for each step. Bertsekas 2012,
 * section 5.6. The pair is a fixed point of {@link org.waymark.lqr.solver.LqrBackwardPass}.
 */
public final class InfiniteHorizonLqr {
    private InfiniteHorizonLqr() {}

    /** Solves. That there is no stabilising controller is no error: {@link InfiniteHorizonSolution#status} tells. */
    public static InfiniteHorizonSolution solve(LinearQuadraticProblem problem) {
        RiccatiSolution riccati =
                DiscreteRiccati.solve(problem.a(), problem.b(), problem.q(), problem.r(), problem.cross());
        if (!riccati.solved()) {
            return new InfiniteHorizonSolution(riccati, null, null, Double.NaN, null, null);
        }
        DMatrixRMaj gain = new DMatrixRMaj(riccati.gain());
        DMatrixRMaj x = new DMatrixRMaj(riccati.value());
        DMatrixRMaj b = new DMatrixRMaj(problem.b());
        DMatrixRMaj f = column(problem.drift());
        DMatrixRMaj closed = Algebra.plus(new DMatrixRMaj(problem.a()), Algebra.times(b, gain));
        int n = problem.stateSize();
        DMatrixRMaj g = column(problem.gradient());
        DMatrixRMaj q = CommonOps_DDRM.extract(g, 0, n, 0, 1);
        DMatrixRMaj r = CommonOps_DDRM.extract(g, n, n + problem.controlSize(), 0, 1);
        DMatrixRMaj xf = Algebra.times(x, f);
        DMatrixRMaj slope =
                Algebra.plus(Algebra.plus(q, Algebra.transposedTimes(gain, r)), Algebra.transposedTimes(closed, xf));
        DMatrixRMaj v = leave(Algebra.transpose(closed), slope);
        DMatrixRMaj qu = Algebra.plus(r, Algebra.transposedTimes(b, Algebra.plus(v, xf)));
        DMatrixRMaj offset = Algebra.solvePositive(new DMatrixRMaj(riccati.controlHessian()), qu);
        CommonOps_DDRM.scale(-1, offset);
        double mean = problem.constant()
                + Algebra.inner(v, f)
                + 0.5 * Algebra.inner(f, xf)
                + 0.5 * Algebra.inner(x, new DMatrixRMaj(problem.noise()))
                + 0.5 * Algebra.inner(offset, qu);
        DMatrixRMaj restState = leave(closed, Algebra.plus(f, Algebra.times(b, offset)));
        DMatrixRMaj restControl = Algebra.plus(Algebra.times(gain, restState), offset);
        return new InfiniteHorizonSolution(
                riccati, offset.getData(), v.getData(), mean, restState.getData(), restControl.getData());
    }

    /** (I − M)⁻¹ b; M is stable, so the inverse exists. */
    private static DMatrixRMaj leave(DMatrixRMaj m, DMatrixRMaj b) {
        DMatrixRMaj out = new DMatrixRMaj(b.numRows, 1);
        CommonOps_DDRM.solve(Algebra.plus(CommonOps_DDRM.identity(m.numRows), -1, m), b, out);
        return out;
    }

    private static DMatrixRMaj column(double[] values) {
        return DMatrixRMaj.wrap(values.length, 1, values);
    }
}
