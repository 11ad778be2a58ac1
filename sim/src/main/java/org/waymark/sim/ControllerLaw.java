package org.waymark.sim;

import org.waymark.lqr.Controller;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;

/** A controller, with the factors of its covariances computed once. */
final class ControllerLaw implements ControlLaw {
    private final Controller controller;
    private final TimeVaryingMatrix choleskyLower;

    ControllerLaw(Controller controller) {
        this.controller = controller;
        this.choleskyLower = controller instanceof LinearGaussianController linear
                ? linear.choleskyLower()
                : CovarianceFactor.of(controller);
    }

    @Override
    public void mean(double[] state, double[] observation, int t, double[] control) {
        controller.mean(state, t, control);
    }

    @Override
    public void choleskyLower(int t, double[] factor) {
        choleskyLower.read(t, factor);
    }

    @Override
    public void requireFits(SimulatorSpec spec, int horizon) {
        Expect.size("controller: state size", spec.stateSize(), controller.stateSize());
        Expect.size("controller: control size", spec.controlSize(), controller.controlSize());
        if (horizon > controller.horizon()) {
            throw new IllegalArgumentException(
                    "controller: expected a horizon ≥ " + horizon + ", found " + controller.horizon());
        }
    }
}
