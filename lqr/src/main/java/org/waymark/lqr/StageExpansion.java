package org.waymark.lqr;

import java.util.Arrays;

/**
 * A buffer that collects the second-order expansion of a cost at one time step: value + gᵀδ + ½δᵀHδ, δ = [δx;δu].
 *
 * <p>Mutable, for one thread, reused from step to step. A cost adds its terms; whoever owns the buffer clears it.
 */
public final class StageExpansion {
    private final int stateSize;
    private final int size;
    private final double[] gradient;
    private final double[] hessian;
    private double value;

    public StageExpansion(int stateSize, int controlSize) {
        this.stateSize = stateSize;
        this.size = stateSize + controlSize;
        this.gradient = new double[size];
        this.hessian = new double[size * size];
    }

    public void clear() {
        value = 0;
        Arrays.fill(gradient, 0);
        Arrays.fill(hessian, 0);
    }

    public int stateSize() {
        return stateSize;
    }

    /** stateSize + controlSize; control i has index stateSize + i. */
    public int size() {
        return size;
    }

    public double value() {
        return value;
    }

    public double gradient(int i) {
        return gradient[i];
    }

    public double hessian(int i, int j) {
        return hessian[i * size + j];
    }

    public void addValue(double v) {
        value += v;
    }

    public void addGradient(int i, double v) {
        gradient[i] += v;
    }

    /** Adds to entry (i, j) alone: off the diagonal, the caller adds (j, i) too. */
    public void addHessian(int i, int j, double v) {
        hessian[i * size + j] += v;
    }

    /**
     * Copies the gradient, of the state first.
     *
     * @param out [size] or longer; overwritten
     */
    public void copyGradient(double[] out) {
        System.arraycopy(gradient, 0, out, 0, size);
    }

    /**
     * Copies the Hessian.
     *
     * @param out [size × size] or longer, row-major; overwritten
     */
    public void copyHessian(double[] out) {
        System.arraycopy(hessian, 0, out, 0, size * size);
    }
}
