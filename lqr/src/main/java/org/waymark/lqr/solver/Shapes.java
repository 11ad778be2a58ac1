package org.waymark.lqr.solver;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;

/** Whether what a solver is given fits together. */
final class Shapes {
    private Shapes() {}

    static void requireSame(String name, LinearGaussianController expected, LinearGaussianController found) {
        found.gain().requireShape(name + " gain", expected.horizon(), expected.controlSize(), expected.stateSize());
    }

    static void requireController(String name, LinearGaussianModel model, LinearGaussianController controller) {
        controller.gain().requireShape(name + " gain", model.horizon(), model.controlSize(), model.stateSize());
    }

    static void requireCost(LinearGaussianModel model, QuadraticCost cost) {
        int size = model.stateSize() + model.controlSize();
        cost.hessian().requireShape("cost hessian", model.horizon(), size, size);
        cost.finalHessian().requireShape("final cost hessian", 1, model.stateSize(), model.stateSize());
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number > 0, found " + value);
        }
    }
}
