package org.waymark.lqr.pathintegral;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.PolicyPenalty;

/**
 * Two divergences as one: with P̄, P_π the precisions of p̄ and π, and d(x) the difference between their means,
 *
 * <pre>
 *   η KL(p ‖ p̄) + λ KL(p ‖ π) = (η+λ) KL(p ‖ q) + ½ d(x)ᵀ R d(x) + const,
 *   q ∝ (p̄^η π^λ)^{1/(η+λ)},    R = ηP̄ (ηP̄ + λP_π)⁻¹ λP_π.
 * </pre>
 *
 * @param cost the given cost, with the term in d(x)
 * @param penalty q, with the weights η+λ
 */
record TwoAnchors(QuadraticCost cost, PolicyPenalty penalty) {
    /** @param multipliers η, [T], each > 0; not modified */
    static TwoAnchors of(
            QuadraticCost cost, LinearGaussianController anchor, double[] multipliers, PolicyPenalty penalty) {
        int horizon = anchor.horizon();
        if (penalty == null) {
            return new TwoAnchors(
                    cost, new PolicyPenalty(anchor, TimeVaryingMatrix.ofVectors(horizon, 1, multipliers)));
        }
        int n = anchor.stateSize();
        int m = anchor.controlSize();
        double[] gain = new double[horizon * m * n];
        double[] offset = new double[horizon * m];
        double[] precision = new double[horizon * m * m];
        double[] weights = new double[horizon];
        double[] hessian = cost.hessian().toArray();
        double[] gradient = cost.gradient().toArray();
        for (int t = 0; t < horizon; t++) {
            double lambda = penalty.weights().get(t, 0);
            weights[t] = multipliers[t] + lambda;
            DMatrixRMaj near = scaled(multipliers[t], matrix(anchor.precision(), t));
            DMatrixRMaj far = scaled(lambda, matrix(penalty.policy().precision(), t));
            DMatrixRMaj both = sum(near, far);
            // K_q = K̄ + W ΔK with W = (ηP̄ + λP_π)⁻¹ λP_π, Δ = π − p̄
            DMatrixRMaj share = new DMatrixRMaj(m, m);
            CommonOps_DDRM.solve(both, far, share);
            DMatrixRMaj gainBetween = difference(penalty.policy().gain(), anchor.gain(), t);
            DMatrixRMaj offsetBetween = difference(penalty.policy().offset(), anchor.offset(), t);
            write(sum(matrix(anchor.gain(), t), product(share, gainBetween)), gain, t);
            write(sum(matrix(anchor.offset(), t), product(share, offsetBetween)), offset, t);
            write(scaled(1 / weights[t], both), precision, t);
            DMatrixRMaj pull = new DMatrixRMaj(n, m);
            CommonOps_DDRM.multTransA(gainBetween, symmetric(product(near, share)), pull);
            add(symmetric(product(pull, gainBetween)), hessian, t * (n + m) * (n + m), n + m);
            add(product(pull, offsetBetween), gradient, t * (n + m), 1);
        }
        return new TwoAnchors(
                new QuadraticCost(
                        TimeVaryingMatrix.of(horizon, n + m, n + m, hessian),
                        TimeVaryingMatrix.ofVectors(horizon, n + m, gradient),
                        cost.constant(),
                        cost.finalHessian(),
                        cost.finalGradient(),
                        cost.finalConstant()),
                new PolicyPenalty(
                        LinearGaussianController.ofPrecision(
                                TimeVaryingMatrix.of(horizon, m, n, gain),
                                TimeVaryingMatrix.ofVectors(horizon, m, offset),
                                TimeVaryingMatrix.of(horizon, m, m, precision)),
                        TimeVaryingMatrix.ofVectors(horizon, 1, weights)));
    }

    private static DMatrixRMaj matrix(TimeVaryingMatrix source, int t) {
        return new DMatrixRMaj(source.rows(), source.cols(), true, source.step(t));
    }

    private static DMatrixRMaj scaled(double factor, DMatrixRMaj a) {
        DMatrixRMaj result = new DMatrixRMaj(a.numRows, a.numCols);
        CommonOps_DDRM.scale(factor, a, result);
        return result;
    }

    private static DMatrixRMaj sum(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj result = new DMatrixRMaj(a.numRows, a.numCols);
        CommonOps_DDRM.add(a, b, result);
        return result;
    }

    private static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj result = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, result);
        return result;
    }

    private static DMatrixRMaj difference(TimeVaryingMatrix a, TimeVaryingMatrix b, int t) {
        return sum(matrix(a, t), scaled(-1, matrix(b, t)));
    }

    private static DMatrixRMaj symmetric(DMatrixRMaj a) {
        DMatrixRMaj transposed = new DMatrixRMaj(a.numCols, a.numRows);
        CommonOps_DDRM.transpose(a, transposed);
        return scaled(0.5, sum(a, transposed));
    }

    private static void write(DMatrixRMaj from, double[] to, int t) {
        System.arraycopy(from.data, 0, to, t * from.getNumElements(), from.getNumElements());
    }

    /** Adds a matrix to the upper left block of the one that begins at {@code at}. */
    private static void add(DMatrixRMaj block, double[] to, int at, int stride) {
        for (int i = 0; i < block.getNumRows(); i++) {
            for (int j = 0; j < block.getNumCols(); j++) {
                to[at + i * stride + j] += block.get(i, j);
            }
        }
    }
}
