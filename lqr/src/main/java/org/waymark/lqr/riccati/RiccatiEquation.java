package org.waymark.lqr.riccati;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The coefficients of X = AᵀXA − (AᵀXB+N)(R+BᵀXB)⁻¹(BᵀXA+Nᵀ) + Q. */
record RiccatiEquation(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj q, DMatrixRMaj r, DMatrixRMaj cross) {
    int stateSize() {
        return a.numRows;
    }

    int controlSize() {
        return b.numCols;
    }

    /** [Q N; Nᵀ R]. */
    DMatrixRMaj stageWeight() {
        return CommonOps_DDRM.concatRowsMulti(
                CommonOps_DDRM.concatColumnsMulti(q, cross),
                CommonOps_DDRM.concatColumnsMulti(Algebra.transpose(cross), r));
    }

    /**
     * What follows from a candidate X.
     *
     * @param gain K = −(R+BᵀXB)⁻¹(BᵀXA+Nᵀ), m×n
     * @param controlHessian R + BᵀXB, m×m
     * @param residual right side − X, n×n, symmetric
     * @param factor L, lower, with X = LLᵀ; the identity if X is not positive definite
     * @param closedLoop Lᵀ(A + BK)L⁻ᵀ, n×n: the closed loop of z = Lᵀx, in which the cost-to-go is ½zᵀz. Near the solution of a
     *     positive semidefinite cost it is a contraction, however far A + BK itself is from normal.
     */
    record Step(
            DMatrixRMaj gain,
            DMatrixRMaj controlHessian,
            DMatrixRMaj residual,
            DMatrixRMaj factor,
            DMatrixRMaj closedLoop) {}

    /**
     * The step from X; null if R+BᵀXB is not positive definite.
     *
     * <p>With H = [Q N;Nᵀ R] + [A B]ᵀX[A B] the residual is [I;K]ᵀH[I;K] − X: an error δK of the gain enters as δKᵀ(R+BᵀXB)δK only. The
     * sums are carried with twice the digits, so that the many cancelling terms leave a difference that means something.
     */
    Step step(LongMatrix x) {
        int n = stateSize();
        int m = controlSize();
        DMatrixRMaj f = CommonOps_DDRM.concatColumnsMulti(a, b);
        LongMatrix hessian = x.transposedLeft(f).transpose().transposedLeft(f).plus(LongMatrix.of(stageWeight()));
        DMatrixRMaj rounded = Algebra.symmetric(hessian.rounded());
        DMatrixRMaj controlHessian = CommonOps_DDRM.extract(rounded, n, n + m, n, n + m);
        DMatrixRMaj gain = Algebra.solvePositive(controlHessian, CommonOps_DDRM.extract(rounded, n, n + m, 0, n));
        if (gain == null) {
            return null;
        }
        CommonOps_DDRM.scale(-1, gain);
        DMatrixRMaj lift = CommonOps_DDRM.concatRowsMulti(CommonOps_DDRM.identity(n), gain);
        LongMatrix right = hessian.transposedLeft(lift).transpose().transposedLeft(lift);
        DMatrixRMaj positive = Algebra.factor(x.rounded());
        DMatrixRMaj factor = positive == null ? CommonOps_DDRM.identity(n) : positive;
        return new Step(
                gain,
                controlHessian,
                Algebra.symmetric(right.plus(x.negative()).rounded()),
                factor,
                closedLoop(factor, gain));
    }

    private DMatrixRMaj closedLoop(DMatrixRMaj factor, DMatrixRMaj gain) {
        DMatrixRMaj plant = Algebra.solveRight(Algebra.transposedTimes(factor, a), factor);
        DMatrixRMaj feedback = Algebra.times(Algebra.transposedTimes(factor, b), Algebra.solveRight(gain, factor));
        return Algebra.plus(plant, feedback);
    }
}
