package org.waymark.lqr.riccati;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Units of states and controls, in powers of two, in which A, Q and B diag(R)⁻¹Bᵀ are of like size: x = D z, u = E w.
 *
 * <p>The state's units balance the rows of the symplectic pencil against its columns without leaving the symplectic group (Benner 2001);
 * powers of two make the change exact.
 */
final class Balance {
    private static final int MOST_SWEEPS = 40;

    private final double[] state;
    private final double[] control;

    private Balance(double[] state, double[] control) {
        this.state = state;
        this.control = control;
    }

    static Balance of(RiccatiEquation e) {
        double[] control = new double[e.controlSize()];
        for (int j = 0; j < control.length; j++) {
            double weight = Math.abs(e.r().get(j, j));
            control[j] = weight > 0 ? powerOfTwo(1 / Math.sqrt(weight)) : unitOfColumn(e.b(), j);
        }
        double[] state = new double[e.stateSize()];
        Arrays.fill(state, 1);
        DMatrixRMaj g = influence(e, control);
        boolean changed = true;
        for (int sweep = 0; sweep < MOST_SWEEPS && changed; sweep++) {
            changed = false;
            for (int i = 0; i < state.length; i++) {
                double factor = factor(e, g, state, i);
                if (factor != 1) {
                    state[i] *= factor;
                    changed = true;
                }
            }
        }
        return new Balance(state, control);
    }

    RiccatiEquation apply(RiccatiEquation e) {
        double[] inverse = inverses(state);
        return new RiccatiEquation(
                Algebra.scaled(inverse, e.a(), state),
                Algebra.scaled(inverse, e.b(), control),
                Algebra.scaled(state, e.q(), state),
                Algebra.scaled(control, e.r(), control),
                Algebra.scaled(state, e.cross(), control));
    }

    /** X in the caller's units. */
    DMatrixRMaj undo(DMatrixRMaj x) {
        return Algebra.scaled(inverses(state), x, inverses(state));
    }

    /** K in the caller's units. */
    DMatrixRMaj undoGain(DMatrixRMaj gain) {
        return Algebra.scaled(control, gain, inverses(state));
    }

    /** R + BᵀXB in the caller's units. */
    DMatrixRMaj undoControlHessian(DMatrixRMaj hessian) {
        return Algebra.scaled(inverses(control), hessian, inverses(control));
    }

    /** What the unit of state i should be multiplied by. */
    private static double factor(RiccatiEquation e, DMatrixRMaj g, double[] d, int i) {
        double falling = 0;
        double rising = 0;
        for (int j = 0; j < d.length; j++) {
            if (j != i) {
                falling += Math.abs(e.a().get(i, j)) * d[j] / d[i];
                rising += Math.abs(e.a().get(j, i)) * d[i] / d[j];
            }
            falling += g.get(i, j) / (d[i] * d[j]);
            rising += Math.abs(e.q().get(i, j)) * d[i] * d[j];
        }
        if (!(falling > 0) || !(rising > 0)) {
            return 1;
        }
        double ratio = Math.sqrt(falling / rising);
        return ratio > 0.5 && ratio < 2 ? 1 : powerOfTwo(Math.max(0x1p-20, Math.min(0x1p20, ratio)));
    }

    /** |B E|·|B E|ᵀ: the largest that B R⁻¹Bᵀ could be with a diagonal R. */
    private static DMatrixRMaj influence(RiccatiEquation e, double[] control) {
        DMatrixRMaj scaled = e.b().copy();
        for (int i = 0; i < scaled.numRows; i++) {
            for (int j = 0; j < scaled.numCols; j++) {
                scaled.set(i, j, Math.abs(scaled.get(i, j)) * control[j]);
            }
        }
        return Algebra.timesTransposed(scaled, scaled);
    }

    private static double unitOfColumn(DMatrixRMaj b, int j) {
        double sum = 0;
        for (int i = 0; i < b.numRows; i++) {
            sum += b.get(i, j) * b.get(i, j);
        }
        return sum > 0 ? powerOfTwo(1 / Math.sqrt(sum)) : 1;
    }

    private static double powerOfTwo(double value) {
        return Math.scalb(1.0, Math.max(-400, Math.min(400, Math.getExponent(value))));
    }

    private static double[] inverses(double[] powers) {
        double[] out = powers.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = 1 / out[i];
        }
        return out;
    }
}
