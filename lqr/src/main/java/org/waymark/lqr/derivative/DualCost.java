package org.waymark.lqr.derivative;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * A cost written with {@link Dual} numbers, with exact first and second derivatives.
 *
 * <p>May be called by several threads at once: each has a workspace of its own, made at its first call and kept as long as the thread
 * lives. Nothing is allocated once a thread has made each kind of evaluation.
 */
public final class DualCost implements Cost {
    private final DualObjective objective;
    private final ThreadLocal<Tape> tapes;

    public DualCost(int stateSize, int controlSize, DualObjective objective) {
        this.objective = objective;
        this.tapes = ThreadLocal.withInitial(() -> new Tape(stateSize, controlSize));
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        return running(tapes.get(), false, state, control, t).value;
    }

    @Override
    public double terminal(double[] state) {
        return terminal(tapes.get(), false, state).value;
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        Tape tape = tapes.get();
        add(tape, running(tape, true, state, control, t), state.length + control.length, weight, into);
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        Tape tape = tapes.get();
        add(tape, terminal(tape, true, state), state.length, weight, into);
    }

    private Dual running(Tape tape, boolean derivatives, double[] state, double[] control, int t) {
        tape.begin(derivatives, state, control);
        return checked(tape, objective.running(tape.state(), tape.control(), t), "running");
    }

    private Dual terminal(Tape tape, boolean derivatives, double[] state) {
        tape.begin(derivatives, state);
        return checked(tape, objective.terminal(tape.state()), "terminal");
    }

    private static Dual checked(Tape tape, Dual result, String place) {
        if (result == null || !result.belongsTo(tape)) {
            throw new IllegalArgumentException(place + " cost: expected a number of this evaluation, found "
                    + (result == null ? "null" : "one of another evaluation"));
        }
        return result;
    }

    private static void add(Tape tape, Dual cost, int size, double weight, StageExpansion into) {
        into.addValue(weight * cost.value);
        if (cost.slot == Tape.CONSTANT) {
            return;
        }
        tape.sweepForward();
        tape.seed(cost, weight);
        tape.sweepBackward();
        for (int i = 0; i < size; i++) {
            into.addGradient(i, weight * cost.gradient[i]);
            for (int j = 0; j < i; j++) {
                into.addHessian(i, j, tape.curvature(i, j));
                into.addHessian(j, i, tape.curvature(i, j));
            }
            into.addHessian(i, i, tape.curvature(i, i));
        }
    }
}
