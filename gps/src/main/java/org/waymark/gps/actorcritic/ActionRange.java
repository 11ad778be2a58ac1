package org.waymark.gps.actorcritic;

import org.waymark.distillation.Whitening;
import org.waymark.sim.SimulatorSpec;

/** What actions between −1 and 1 stand for: u = c + h a, from the middle and half the range of each control. */
final class ActionRange {
    private final double[] centre;
    private final double[] half;

    private ActionRange(double[] centre, double[] half) {
        this.centre = centre;
        this.half = half;
    }

    /** @throws IllegalArgumentException if a control has no limits, between which to squash actions */
    static ActionRange of(SimulatorSpec spec) {
        double[] centre = new double[spec.controlSize()];
        double[] half = new double[centre.length];
        for (int j = 0; j < centre.length; j++) {
            double lower = spec.controlLower()[j];
            double upper = spec.controlUpper()[j];
            if (Double.isInfinite(lower) || Double.isInfinite(upper)) {
                throw new IllegalArgumentException("actor-critic: expected limits of control " + j
                        + ", for its actions are squashed between them, found " + lower + " and " + upper);
            }
            centre[j] = 0.5 * (lower + upper);
            half[j] = 0.5 * (upper - lower);
        }
        return new ActionRange(centre, half);
    }

    /** With c as the mean and h as the deviation. */
    Whitening whitening() {
        return new Whitening(centre, half);
    }

    /** Writes controls, [count × m], of actions [count × m]. */
    void toControls(double[] actions, int count, double[] controls) {
        int m = centre.length;
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < m; j++) {
                controls[b * m + j] = centre[j] + half[j] * actions[b * m + j];
            }
        }
    }

    double[] toAction(double[] control) {
        double[] action = new double[control.length];
        for (int j = 0; j < action.length; j++) {
            action[j] = (control[j] - centre[j]) / half[j];
        }
        return action;
    }
}
