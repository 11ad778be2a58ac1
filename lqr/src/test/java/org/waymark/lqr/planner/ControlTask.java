package org.waymark.lqr.planner;

import java.util.function.Supplier;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;

/** Tasks whose state does not matter: the cost is one of the controls alone. */
final class ControlTask {
    private ControlTask() {}

    /** x' = x, one state. */
    static BatchModel standingStill(int controlSize) {
        return new BatchModel() {
            @Override
            public int stateSize() {
                return 1;
            }

            @Override
            public int controlSize() {
                return controlSize;
            }

            @Override
            public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
                System.arraycopy(states, 0, nextStates, 0, batch);
            }
        };
    }

    static SamplingProblem problem(Cost cost, ControlLimits limits, int horizon) {
        Supplier<BatchModel> models = () -> standingStill(limits.size());
        return SamplingProblem.of(models, cost, limits, 1, horizon);
    }
}
