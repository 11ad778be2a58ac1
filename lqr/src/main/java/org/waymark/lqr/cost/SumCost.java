package org.waymark.lqr.cost;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * A weighted sum of costs: Σ_i weight_i · cost_i.
 *
 * @param terms in the order in which they are added up
 */
public record SumCost(List<Term> terms) implements Cost {
    /**
     * One summand.
     *
     * @param weight finite
     */
    public record Term(double weight, Cost cost) {
        public Term {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("sum of costs: weight: expected a finite number, found " + weight);
            }
        }
    }

    public SumCost {
        terms = List.copyOf(terms);
    }

    /** The plain sum. */
    public static SumCost of(Cost... costs) {
        return new SumCost(Arrays.stream(costs).map(cost -> new Term(1, cost)).toList());
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        double sum = 0;
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            sum += term.weight * term.cost.running(state, control, t);
        }
        return sum;
    }

    @Override
    public double terminal(double[] state) {
        double sum = 0;
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            sum += term.weight * term.cost.terminal(state);
        }
        return sum;
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            term.cost.expandRunning(state, control, t, weight * term.weight, into);
        }
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            term.cost.expandTerminal(state, weight * term.weight, into);
        }
    }
}
