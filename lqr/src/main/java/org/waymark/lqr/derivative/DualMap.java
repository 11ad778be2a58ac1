package org.waymark.lqr.derivative;

import java.util.Arrays;

/**
 * Values, Jacobian and curvature of a function written with {@link Dual} numbers. Mutable, for one thread at a time; nothing is allocated
 * once each kind of evaluation has been made.
 */
public final class DualMap {
    private final String name;
    private final int size;
    private final DualFunction function;
    private final Tape tape;
    private final Dual[] result;

    private boolean differentiated;
    private int differentiatedAt;

    /**
     * @param name what the entries of the result are called in errors
     * @param outputs length of the result
     */
    public DualMap(String name, int stateSize, int controlSize, int outputs, DualFunction function) {
        this.name = name;
        this.size = stateSize + controlSize;
        this.function = function;
        this.tape = new Tape(stateSize, controlSize);
        this.result = new Dual[outputs];
    }

    /**
     * Writes the values.
     *
     * @param value [outputs]; overwritten
     * @throws IllegalArgumentException if the function left an entry out, or state or control have another size
     */
    public void value(double[] state, double[] control, int t, double[] value) {
        evaluate(false, state, control, t);
        for (int k = 0; k < result.length; k++) {
            value[k] = result[k].value;
        }
    }

    /**
     * Writes the derivatives by y = [x;u].
     *
     * @param jacobian [outputs × (stateSize + controlSize)], row-major; overwritten
     */
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        differentiate(state, control, t);
        for (int k = 0; k < result.length; k++) {
            tape.readGradient(result[k], jacobian, k * size);
        }
    }

    /**
     * Adds Σ_k w_k ∂²f_k/∂y².
     *
     * @param weights w, [outputs]; not modified
     * @param hessian [size × size], row-major, symmetric; both triangles are added to
     */
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        differentiate(state, control, t);
        for (int k = 0; k < result.length; k++) {
            tape.seed(result[k], weights[k]);
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
        Arrays.fill(result, null);
        function.evaluate(tape.state(), tape.control(), t, result);
        for (int k = 0; k < result.length; k++) {
            if (result[k] == null || !result[k].belongsTo(tape)) {
                throw new IllegalArgumentException(name + "[" + k + "] was not set at t = " + t);
            }
        }
    }
}
