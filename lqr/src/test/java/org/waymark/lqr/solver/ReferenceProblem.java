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

    static LinearGaussianController controller(ReferenceCase stored) {
        return new LinearGaussianController(
                stored.timeVarying("K"), stored.timeVarying("k"), stored.timeVarying("PSig"));
    }
}
