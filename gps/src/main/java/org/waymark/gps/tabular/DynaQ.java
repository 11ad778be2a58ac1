package org.waymark.gps.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.waymark.gps.modelbased.EpisodeActor;
import org.waymark.gps.modelbased.RealStep;

/**
 * The tables of Dyna-Q while they are being learned; mutable, for one thread.
 *
 * <pre>
 *   after each real step, and n times with a remembered (s, a, r, s') drawn uniformly from all (s, a) that were ever taken:
 *   Q(s, a) ← Q(s, a) + α (r + γ max Q(s', ·) − Q(s, a)),   Q(s', ·) = 0 where the episode ended
 * </pre>
 *
 * <p>Actions are ε-greedy, ties at random.
 */
final class DynaQ implements EpisodeActor {
    private final DynaQOptions options;
    private final int actions;
    private final RandomGenerator planning;
    private final List<double[]> states;
    private final Map<List<Double>, Integer> numbers = new HashMap<>();
    private final List<Remembered> model;
    /** Which entry of the model is about (s, a): number s·k + a. */
    private final Map<Integer, Integer> places = new HashMap<>();

    private double[] table;

    /** @param planning where the choice of remembered steps comes from */
    DynaQ(DynaQOptions options, DynaQState state, RandomGenerator planning) {
        this.options = options;
        this.planning = planning;
        this.actions = state.values().actions();
        this.states = new ArrayList<>(state.values().states());
        this.table = state.values().table();
        this.model = new ArrayList<>(state.model());
        for (int s = 0; s < states.size(); s++) {
            numbers.put(Values.key(states.get(s)), s);
        }
        for (int i = 0; i < model.size(); i++) {
            places.put(model.get(i).state() * actions + model.get(i).action(), i);
        }
    }

    /** A state's number, a new one if it was never seen. */
    private int number(double[] seen) {
        Integer known = numbers.putIfAbsent(Values.key(seen), states.size());
        if (known != null) {
            return known;
        }
        states.add(seen.clone());
        if (table.length < states.size() * actions) {
            table = Arrays.copyOf(table, 2 * states.size() * actions);
        }
        return states.size() - 1;
    }

    @Override
    public void act(double[] state, double[] observation, int t, RandomGenerator random, double[] control) {
        int s = number(observation);
        control[0] = random.nextDouble() < options.exploration() ? random.nextInt(actions) : greedy(s, random);
    }

    private int greedy(int s, RandomGenerator random) {
        double best = value(s);
        int count = 0;
        int chosen = 0;
        for (int a = 0; a < actions; a++) {
            if (table[s * actions + a] == best) {
                count++;
                chosen = random.nextInt(count) == 0 ? a : chosen;
            }
        }
        return chosen;
    }

    /** max Q(s, ·). */
    private double value(int s) {
        double best = table[s * actions];
        for (int a = 1; a < actions; a++) {
            best = Math.max(best, table[s * actions + a]);
        }
        return best;
    }

    @Override
    public void stepped(RealStep step) {
        int s = number(step.observation());
        Remembered seen = new Remembered(
                s, (int) Math.rint(step.control()[0]), -step.cost(), number(step.nextObservation()), step.ended());
        update(seen);
        Integer place = places.putIfAbsent(s * actions + seen.action(), model.size());
        if (place == null) {
            model.add(seen);
        } else {
            model.set(place, seen);
        }
        for (int i = 0; i < options.planningSteps(); i++) {
            update(model.get(planning.nextInt(model.size())));
        }
    }

    private void update(Remembered step) {
        int at = step.state() * actions + step.action();
        double target = step.reward() + (step.ended() ? 0 : options.discount() * value(step.next()));
        table[at] += options.stepSize() * (target - table[at]);
    }

    Values values() {
        return new Values(actions, states, Arrays.copyOf(table, states.size() * actions));
    }

    List<Remembered> model() {
        return List.copyOf(model);
    }
}
