package org.waymark.gps.tabular;

import java.util.List;
import java.util.Optional;

/**
 * What Dyna-Q carries from iteration to iteration.
 *
 * @param iteration iterations done so far
 * @param environmentSteps real steps so far
 * @param values what it knows
 * @param model one entry for each action that was ever taken, in the order of the first time
 * @param best the best values so far, judged by their greedy policy
 */
public record DynaQState(
        int iteration, long environmentSteps, Values values, List<Remembered> model, Optional<BestValues> best) {
    public DynaQState {
        model = List.copyOf(model);
    }

    /**
     * Values whose greedy policy was the best.
     *
     * @param iteration that left them
     * @param cost of the greedy policy
     */
    public record BestValues(int iteration, double cost, Values values) {}

    static DynaQState initial(int actions) {
        return new DynaQState(0, 0, new Values(actions, List.of(), new double[0]), List.of(), Optional.empty());
    }
}
