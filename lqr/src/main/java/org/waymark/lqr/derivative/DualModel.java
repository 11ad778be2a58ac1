package org.waymark.lqr.derivative;

import org.waymark.lqr.DifferentiableModel;

/**
 * A model written with {@link Dual} numbers, with exact first and second derivatives.
 *
 * <p>For one thread at a time: several threads need one each, and, if it has scratch of its own, as {@link DualRungeKutta4} has, one
 * {@link DualDynamics} each. Nothing is allocated once each kind of evaluation has been made.
 */
public final class DualModel implements DifferentiableModel {
    private final int n;
    private final int m;
    private final DualMap map;

    public DualModel(int stateSize, int controlSize, DualDynamics dynamics) {
        this.n = stateSize;
        this.m = controlSize;
        this.map = new DualMap("dynamics: next", stateSize, controlSize, stateSize, dynamics::next);
    }

    @Override
    public int stateSize() {
        return n;
    }

    @Override
    public int controlSize() {
        return m;
    }

    @Override
    public boolean hasCurvature() {
        return true;
    }

    @Override
    public void next(double[] state, double[] control, int t, double[] nextState) {
        map.value(state, control, t, nextState);
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        map.jacobian(state, control, t, jacobian);
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        map.addCurvature(state, control, t, weights, hessian);
    }
}
