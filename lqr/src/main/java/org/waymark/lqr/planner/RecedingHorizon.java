package org.waymark.lqr.planner;

import java.util.function.LongSupplier;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * Runs a planner against a plant: plan, apply the first controls of the plan, plan again from where the plant then is.
 *
 * @param period after how many steps of the plant to plan again, 1…H; between two plans the last one is followed
 * @param clock the time in nanoseconds, from which planning times are taken, for example {@code System::nanoTime}; one that stands still
 *     gives zeros
 */
public record RecedingHorizon(int period, LongSupplier clock) {
    public RecedingHorizon {
        PlannerChecks.atLeast("period", 1, period);
    }

    /** Plans every {@code period} steps and takes no times. */
    public static RecedingHorizon every(int period) {
        return new RecedingHorizon(period, () -> 0);
    }

    public RecedingHorizon withClock(LongSupplier newClock) {
        return new RecedingHorizon(period, newClock);
    }

    /**
     * Lets the planner, reset, control a model for T steps, from time step 0 on; the planner's model may be another one.
     *
     * @param start x_0, [stateSize]; not modified
     * @param steps T ≥ 1
     * @throws IllegalArgumentException if shapes differ, or the period exceeds the planner's horizon
     * @throws NonFiniteException if the plant's state or the cost is not finite, or the planner finds no plan
     */
    public ClosedLoop run(Planner planner, Model plant, Cost cost, double[] start, int steps) {
        PlannerChecks.length("plant: state", planner.stateSize(), plant.stateSize());
        PlannerChecks.length("plant: control", planner.controlSize(), plant.controlSize());
        return run(planner, new ModelAsPlant(plant), cost, start, steps);
    }

    /**
     * Lets the planner, reset, control anything that can be stepped, from time step 0 on.
     *
     * @param plant already in state x_0; stepped T times
     * @param start x_0, [stateSize]; not modified
     * @param steps T ≥ 1
     * @throws IllegalArgumentException if shapes differ, or the period exceeds the planner's horizon
     * @throws NonFiniteException if the plant's state or the cost is not finite, or the planner finds no plan
     */
    public ClosedLoop run(Planner planner, PlantStep plant, Cost cost, double[] start, int steps) {
        PlannerChecks.atLeast("steps", 1, steps);
        if (period > planner.horizon()) {
            throw new IllegalArgumentException("period: expected at most the planner's horizon of " + planner.horizon()
                    + " steps, found " + period);
        }
        PlannerChecks.length("start", planner.stateSize(), start.length);
        planner.reset();
        int n = start.length;
        double[] state = start.clone();
        double[] control = new double[planner.controlSize()];
        TimeVaryingMatrix.Builder states = new TimeVaryingMatrix.Builder(steps + 1, n, 1);
        TimeVaryingMatrix.Builder controls = new TimeVaryingMatrix.Builder(steps, control.length, 1);
        double[] costs = new double[steps + 1];
        long[] nanos = new long[steps];
        record(states, 0, state);
        for (int t = 0; t < steps; t++) {
            nanos[t] = decide(planner, state, t, control);
            costs[t] = finite(cost.running(state, control, t), t);
            record(controls, t, control);
            plant.step(control, state);
            NonFiniteException.check("plant state", state, t + 1);
            record(states, t + 1, state);
        }
        costs[steps] = finite(cost.terminal(state), steps);
        TimeVaryingMatrix visited = states.build();
        TimeVaryingMatrix noise = TimeVaryingMatrix.zeros(steps, control.length, 1);
        return new ClosedLoop(new Rollout(visited, controls.build(), visited, noise, 0), costs, nanos);
    }

    private long decide(Planner planner, double[] state, int t, double[] control) {
        if (t % period != 0) {
            planner.control(state, t, control);
            return 0;
        }
        long before = clock.getAsLong();
        planner.plan(state, t, control);
        return clock.getAsLong() - before;
    }

    private static void record(TimeVaryingMatrix.Builder into, int t, double[] values) {
        for (int i = 0; i < values.length; i++) {
            into.set(t, i, 0, values[i]);
        }
    }

    private static double finite(double value, int t) {
        if (!Double.isFinite(value)) {
            throw new NonFiniteException("cost", value, t, 0);
        }
        return value;
    }

    /** Counts the time steps that a model has to be told. */
    private static final class ModelAsPlant implements PlantStep {
        private final Model model;
        private final double[] following;
        private int t;

        ModelAsPlant(Model model) {
            this.model = model;
            following = new double[model.stateSize()];
        }

        @Override
        public void step(double[] control, double[] state) {
            model.next(state, control, t, following);
            t++;
            System.arraycopy(following, 0, state, 0, state.length);
        }
    }
}
