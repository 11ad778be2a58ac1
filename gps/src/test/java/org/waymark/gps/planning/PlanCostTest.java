package org.waymark.gps.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

class PlanCostTest {
    private static final int EPISODE = 10;
    private static final int HORIZON = 4;

    private static final Cost COST = new Cost() {
        @Override
        public double running(double[] state, double[] control, int t) {
            return state[0] + 100 * t;
        }

        @Override
        public double terminal(double[] state) {
            return 1000 * state[0];
        }
    };

    private static PlanCost from(int start) {
        PlanCost cost = new PlanCost(COST, state -> state[0] < 0, EPISODE, HORIZON);
        cost.startAt(start);
        return cost;
    }

    /** What a plan from a time step on pays at x = 1. */
    private static double total(int start) {
        PlanCost cost = from(start);
        double[] x = {1};
        double[] u = {0};
        double sum = cost.terminal(x);
        for (int t = start; t < start + HORIZON; t++) {
            sum += cost.running(x, u, t);
        }
        return sum;
    }

    @Test
    void aPlanPaysWhatTheEpisodePaysAndNothingBeyondItsEnd() {
        assertThat(total(0)).isEqualTo(4 + 100 * (1 + 2 + 3)); // ends before the episode: no final cost
        assertThat(total(6)).isEqualTo(4 + 100 * (6 + 7 + 8 + 9) + 1000); // ends with it
        assertThat(total(8)).isEqualTo(2 + 100 * (8 + 9) + 1000); // ends after it
    }

    @Test
    void inLongerEpisodesTheLastKnownStepGoesOn() {
        Cost lasting = new LastingCost(COST, 3);
        double[] x = {1};
        double[] u = {0};
        assertThat(lasting.running(x, u, 2)).isEqualTo(201);
        assertThat(lasting.running(x, u, 3)).isEqualTo(201);
        assertThat(lasting.running(x, u, 50)).isEqualTo(201);
        assertThat(lasting.terminal(x)).isEqualTo(1000);
        StageExpansion into = new StageExpansion(1, 1);
        lasting.expandRunning(x, u, 50, 1, into);
        assertThat(into.value()).isEqualTo(201);
    }

    @Test
    void expansionsAreThoseOfWhatIsPaid() {
        double[] x = {1};
        double[] u = {0};
        double[] expected = {1, 1000, 0};
        int[] times = {9, 10, 11};
        for (int i = 0; i < times.length; i++) {
            StageExpansion into = new StageExpansion(1, 1);
            from(8).expandRunning(x, u, times[i], 1, into);
            assertThat(Math.round(into.gradient(0))).isEqualTo(Math.round(expected[i]));
        }
    }

    @Test
    void onceItIsOverNothingIsPaid() {
        assertThat(from(0).running(new double[] {-1}, new double[] {0}, 3)).isZero();
        assertThat(from(6).terminal(new double[] {-1})).isZero();
    }
}
