package org.waymark.lqr.solver;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.TimeVaryingMatrix;

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

    /** Everything that {@link LqrBackwardPass} reads. */
    static void requireFinite(LinearGaussianModel model, QuadraticCost cost) {
        requireFinite("transition", model.transition());
        requireFinite("offset", model.offset());
        requireFinite("noise", model.noise());
        requireFinite("cost hessian", cost.hessian());
        requireFinite("cost gradient", cost.gradient());
        requireFinite("cost constant", cost.constant());
        requireFinite("final cost hessian", cost.finalHessian(), cost.horizon());
        requireFinite("final cost gradient", cost.finalGradient(), cost.horizon());
        if (!Double.isFinite(cost.finalConstant())) {
            throw new NonFiniteException("final cost constant", cost.finalConstant(), model.horizon(), 0);
        }
    }

    private static void requireFinite(String name, TimeVaryingMatrix matrix) {
        requireFinite(name, matrix, 0);
    }

    private static void requireFinite(String name, TimeVaryingMatrix matrix, int firstTime) {
        int found = matrix.firstNonFinite();
        if (found >= 0) {
            int size = matrix.rows() * matrix.cols();
            int t = found / size;
            int index = found % size;
            double value = matrix.get(t, index / matrix.cols(), index % matrix.cols());
            throw new NonFiniteException(name, value, firstTime + t, index);
        }
    }
}
