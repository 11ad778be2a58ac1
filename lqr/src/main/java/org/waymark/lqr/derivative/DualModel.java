package org.waymark.lqr.derivative;

import java.util.Arrays;
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
    private final DualDynamics dynamics;
    private final Tape tape;
    private final Dual[] following;

    private boolean differentiated;
    private int differentiatedAt;

    public DualModel(int stateSize, int controlSize, DualDynamics dynamics) {
        this.n = stateSize;
        this.m = controlSize;
        this.dynamics = dynamics;
        this.tape = new Tape(stateSize, controlSize);
        this.following = new Dual[stateSize];
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
        evaluate(false, state, control, t);
        for (int k = 0; k < n; k++) {
            nextState[k] = following[k].value;
        }
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        differentiate(state, control, t);
        for (int k = 0; k < n; k++) {
            tape.readGradient(following[k], jacobian, k * (n + m));
        }
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        differentiate(state, control, t);
        for (int k = 0; k < n; k++) {
            tape.seed(following[k], weights[k]);
        }
        tape.sweepBackward();
        tape.addCurvature(hessian);
    }

    /** Second derivatives are asked for where the first were found last, or nothing is left of them. */
    private void differentiate(double[] state, double[] control, int t) {
        if (differentiated && t == differentiatedAt && tape.isAt(state, control)) {
            return;
        }
        evaluate(true, state, control, t);
        tape.sweepForward();
        differentiated = true;
        differentiatedAt = t;
    }

    private void evaluate(boolean derivatives, double[] state, double[] control, int t) {
        differentiated = false;
        tape.begin(derivatives, state, control);
        Arrays.fill(following, null);
        dynamics.next(tape.state(), tape.control(), t, following);
        for (int k = 0; k < n; k++) {
            if (following[k] == null || !following[k].belongsTo(tape)) {
                throw new IllegalArgumentException("dynamics: next[" + k + "] was not set at t = " + t);
            }
        }
    }
}
