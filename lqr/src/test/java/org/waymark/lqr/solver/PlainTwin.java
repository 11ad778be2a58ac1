package org.waymark.lqr.solver;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;

/** The surrogate problem as a textbook would compute it, on EJML matrices: slow and obvious. */
final class PlainTwin {
    private final LinearGaussianModel model;
    private final QuadraticCost cost;
    private final LinearGaussianController anchor;
    private final PolicyPenalty penalty;
    private final int n;
    private final int m;

    final List<DMatrixRMaj> gains = new ArrayList<>();
    final List<DMatrixRMaj> offsets = new ArrayList<>();
    final List<DMatrixRMaj> covariances = new ArrayList<>();
    /** Moments of y_t, and of x_T. */
    final List<DMatrixRMaj> means = new ArrayList<>();

    final List<DMatrixRMaj> spreads = new ArrayList<>();

    PlainTwin(LinearGaussianModel model, QuadraticCost cost, LinearGaussianController anchor, PolicyPenalty penalty) {
        this.model = model;
        this.cost = cost;
        this.anchor = anchor;
        this.penalty = penalty;
        n = model.stateSize();
        m = model.controlSize();
    }

    /** Without normalisation: V is the cost-to-go itself, and C = (η+λ) Q_uu⁻¹. */
    void backward(double eta) {
        DMatrixRMaj vxx = at(cost.finalHessian(), 0);
        DMatrixRMaj vx = at(cost.finalGradient(), 0);
        for (int t = model.horizon() - 1; t >= 0; t--) {
            double lambda = penalty == null ? 0 : penalty.weights().get(t, 0);
            DMatrixRMaj f = at(model.transition(), t);
            DMatrixRMaj qyy = plus(at(cost.hessian(), t), times(transpose(f), times(vxx, f)));
            DMatrixRMaj qy =
                    plus(at(cost.gradient(), t), times(transpose(f), plus(vx, times(vxx, at(model.offset(), t)))));
            addNegativeLog(anchor, t, eta, qyy, qy);
            if (penalty != null) {
                addNegativeLog(penalty.policy(), t, lambda, qyy, qy);
            }
            DMatrixRMaj inverse = inverse(block(qyy, n, n + m, n, n + m));
            DMatrixRMaj qux = block(qyy, n, n + m, 0, n);
            DMatrixRMaj gain = scaled(-1, times(inverse, qux));
            DMatrixRMaj offset = scaled(-1, times(inverse, block(qy, n, n + m, 0, 1)));
            vxx = plus(block(qyy, 0, n, 0, n), times(transpose(qux), gain));
            vxx = scaled(0.5, plus(vxx, transpose(vxx)));
            vx = plus(block(qy, 0, n, 0, 1), times(transpose(qux), offset));
            gains.add(0, gain);
            offsets.add(0, offset);
            covariances.add(0, scaled(eta + lambda, inverse));
        }
    }

    private void addNegativeLog(
            LinearGaussianController controller, int t, double weight, DMatrixRMaj hessian, DMatrixRMaj gradient) {
        // ½(u − Kx − k)ᵀP(u − Kx − k) with u − Kx = E y
        DMatrixRMaj e = new DMatrixRMaj(m, n + m);
        CommonOps_DDRM.insert(scaled(-1, at(controller.gain(), t)), e, 0, 0);
        CommonOps_DDRM.insert(CommonOps_DDRM.identity(m), e, 0, n);
        DMatrixRMaj p = inverse(at(controller.covariance(), t));
        CommonOps_DDRM.addEquals(hessian, weight, times(transpose(e), times(p, e)));
        CommonOps_DDRM.addEquals(gradient, -weight, times(transpose(e), times(p, at(controller.offset(), t))));
    }

    void forward() {
        DMatrixRMaj mean = new DMatrixRMaj(n, 1, true, model.initialState().mean());
        DMatrixRMaj spread = new DMatrixRMaj(n, n, true, model.initialState().covariance());
        for (int t = 0; t < model.horizon(); t++) {
            // y = [I;K] x + [0;k] + [0;noise]
            DMatrixRMaj lift = new DMatrixRMaj(n + m, n);
            CommonOps_DDRM.insert(CommonOps_DDRM.identity(n), lift, 0, 0);
            CommonOps_DDRM.insert(gains.get(t), lift, n, 0);
            DMatrixRMaj yMean = times(lift, mean);
            DMatrixRMaj shift = new DMatrixRMaj(n + m, 1);
            CommonOps_DDRM.insert(offsets.get(t), shift, n, 0);
            CommonOps_DDRM.addEquals(yMean, shift);
            DMatrixRMaj ySpread = times(lift, times(spread, transpose(lift)));
            DMatrixRMaj noise = new DMatrixRMaj(n + m, n + m);
            CommonOps_DDRM.insert(covariances.get(t), noise, n, n);
            CommonOps_DDRM.addEquals(ySpread, noise);
            means.add(yMean);
            spreads.add(ySpread);
            DMatrixRMaj f = at(model.transition(), t);
            mean = plus(times(f, yMean), at(model.offset(), t));
            spread = plus(times(f, times(ySpread, transpose(f))), at(model.noise(), t));
        }
        means.add(mean);
        spreads.add(spread);
    }

    double divergence() {
        double sum = 0;
        for (int t = 0; t < model.horizon(); t++) {
            DMatrixRMaj anchorCovariance = at(anchor.covariance(), t);
            DMatrixRMaj precision = inverse(anchorCovariance);
            DMatrixRMaj gap = plus(at(anchor.gain(), t), scaled(-1, gains.get(t)));
            DMatrixRMaj offsetGap = plus(at(anchor.offset(), t), scaled(-1, offsets.get(t)));
            DMatrixRMaj meanGap = plus(offsetGap, times(gap, block(means.get(t), 0, n, 0, 1)));
            DMatrixRMaj moment = plus(
                    plus(covariances.get(t), times(meanGap, transpose(meanGap))),
                    times(gap, times(block(spreads.get(t), 0, n, 0, n), transpose(gap))));
            double kl = 0.5
                    * (Math.log(CommonOps_DDRM.det(anchorCovariance) / CommonOps_DDRM.det(covariances.get(t)))
                            - m
                            + CommonOps_DDRM.trace(times(precision, moment)));
            sum += Math.max(0, kl);
        }
        return sum;
    }

    static DMatrixRMaj at(TimeVaryingMatrix matrix, int t) {
        return new DMatrixRMaj(matrix.rows(), matrix.cols(), true, matrix.step(t));
    }

    static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.mult(a, b, null);
    }

    static DMatrixRMaj plus(DMatrixRMaj a, DMatrixRMaj b) {
        return CommonOps_DDRM.add(a, b, null);
    }

    static DMatrixRMaj scaled(double factor, DMatrixRMaj a) {
        DMatrixRMaj out = a.copy();
        CommonOps_DDRM.scale(factor, out);
        return out;
    }

    static DMatrixRMaj transpose(DMatrixRMaj a) {
        return CommonOps_DDRM.transpose(a, null);
    }

    static DMatrixRMaj block(DMatrixRMaj a, int row, int rowEnd, int col, int colEnd) {
        return CommonOps_DDRM.extract(a, row, rowEnd, col, colEnd);
    }

    static DMatrixRMaj inverse(DMatrixRMaj a) {
        DMatrixRMaj out = a.copy();
        if (!CommonOps_DDRM.invert(out)) {
            throw new IllegalStateException("singular");
        }
        return out;
    }
}
