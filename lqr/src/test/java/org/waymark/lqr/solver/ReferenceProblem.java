package org.waymark.lqr.solver;

import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.ReferenceCase;
import org.waymark.lqr.TimeVaryingMatrix;

/** The reference implementation's inputs in our values: it has no cost at the horizon and leaves the last transition zero. */
record ReferenceProblem(LinearGaussianModel model, QuadraticCost cost, LinearGaussianController anchor) {
    static ReferenceProblem load() {
        ReferenceCase in = ReferenceCase.load("b_lqr_update_small").at("inputs");
        int n = in.array("x0mu").length;
        LinearGaussianModel model = new LinearGaussianModel(
                in.timeVarying("Fm"),
                in.timeVarying("fv"),
                in.timeVarying("dyn_covar"),
                new Gaussian(in.array("x0mu"), in.array("x0sigma")));
        QuadraticCost cost = new QuadraticCost(
                in.timeVarying("Cm"),
                in.timeVarying("cv"),
                TimeVaryingMatrix.ofVectors(model.horizon(), 1, in.array("cc")),
                TimeVaryingMatrix.zeros(1, n, n),
                TimeVaryingMatrix.zeros(1, n, 1),
                0);
        return new ReferenceProblem(model, cost, controller(in.at("prev")));
    }

    /** With the linear multipliers of the reference's ADMM coupling in the cost: H_ux −= λ_K, g_u −= λ_k. */
    ReferenceProblem withMultipliers(ReferenceCase penalized) {
        int n = model.stateSize();
        int m = model.controlSize();
        int size = n + m;
        double[] h = cost.hessian().toArray();
        double[] g = cost.gradient().toArray();
        TimeVaryingMatrix onGain = penalized.timeVarying("inputs/pol_info/lambda_K");
        TimeVaryingMatrix onOffset = penalized.timeVarying("inputs/pol_info/lambda_k");
        for (int t = 0; t < model.horizon(); t++) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    h[(t * size + n + i) * size + j] -= onGain.get(t, i, j);
                    h[(t * size + j) * size + n + i] -= onGain.get(t, i, j);
                }
                g[t * size + n + i] -= onOffset.get(t, i);
            }
        }
        QuadraticCost augmented = new QuadraticCost(
                TimeVaryingMatrix.of(model.horizon(), size, size, h),
                TimeVaryingMatrix.ofVectors(model.horizon(), size, g),
                cost.constant(),
                cost.finalHessian(),
                cost.finalGradient(),
                0);
        return new ReferenceProblem(model, augmented, anchor);
    }

    static PolicyPenalty penalty(ReferenceCase penalized) {
        ReferenceCase policy = penalized.at("inputs/pol_info");
        TimeVaryingMatrix weights = TimeVaryingMatrix.ofVectors(20, 1, policy.array("pol_wt"));
        return new PolicyPenalty(
                new LinearGaussianController(
                        policy.timeVarying("pol_K"), policy.timeVarying("pol_k"), policy.timeVarying("pol_S")),
                weights);
    }

    static LinearGaussianController controller(ReferenceCase stored) {
        return new LinearGaussianController(
                stored.timeVarying("K"), stored.timeVarying("k"), stored.timeVarying("PSig"));
    }
}
