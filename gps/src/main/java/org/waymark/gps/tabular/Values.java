package org.waymark.gps.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.waymark.sim.ControlLaw;

/**
 * Q(s, a): what an action in a state is expected to bring. Immutable: arrays are copied in and out.
 *
 * @param actions k
 * @param states [number of states] what the policy sees in each, in the order in which they were first visited
 * @param table [states × k], row-major; returns, of which more is better
 */
public record Values(int actions, List<double[]> states, double[] table) {
    public Values {
        states = states.stream().map(double[]::clone).toList();
        table = table.clone();
        if (table.length != states.size() * actions) {
            throw new IllegalArgumentException(
                    "table: expected " + states.size() * actions + " numbers, found " + table.length);
        }
    }

    @Override
    public List<double[]> states() {
        return states.stream().map(double[]::clone).toList();
    }

    @Override
    public double[] table() {
        return table.clone();
    }

    /** The best action of each state, the first of several; 0 in a state that was never visited. */
    ControlLaw greedy() {
        Map<List<Double>, Integer> best = new HashMap<>();
        for (int s = 0; s < states.size(); s++) {
            int choice = 0;
            for (int a = 1; a < actions; a++) {
                choice = table[s * actions + a] > table[s * actions + choice] ? a : choice;
            }
            best.put(key(states.get(s)), choice);
        }
        return (state, observation, t, control) -> control[0] = best.getOrDefault(key(observation), 0);
    }

    static List<Double> key(double[] seen) {
        List<Double> key = new ArrayList<>(seen.length);
        for (double v : seen) {
            key.add(v + 0.0); // −0 is 0
        }
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values v
                && actions == v.actions
                && Arrays.equals(table, v.table)
                && states.stream()
                        .map(Values::key)
                        .toList()
                        .equals(v.states.stream().map(Values::key).toList());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(table);
    }

    @Override
    public String toString() {
        return states.size() + " states, " + actions + " actions";
    }
}
