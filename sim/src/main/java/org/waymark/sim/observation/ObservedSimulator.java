package org.waymark.sim.observation;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/**
 * Any simulator, seen through instruments: states are untouched, observations are those of an {@link ObservationLayout}.
 *
 * <p>A reading is taken once per control step, when the simulator writes its state; {@link #observe} gives out what was read, as often
 * as it is asked. The simulator may itself be random, or an observed one.
 */
public final class ObservedSimulator implements RandomSimulator {
    private final Simulator simulator;
    private final Optional<PointMap> points;
    private final SimulatorSpec spec;
    private final int[] entries;
    private final double[] deviations;
    private final int delay;
    private final int history;
    /** [shown; points] */
    private final double[] everything;
    /** [observationSize of the simulator] what it shows itself. */
    private final double[] shown;

    private final double[] place;
    private final double[] jacobian;
    /** [(delay + history) × entries] a ring, the newest reading at {@link #newest}. */
    private final double[] readings;

    private int newest;
    private RandomGenerator random = new RandomStreams(0).stream("plant", 0, 0, 0);

    /** @param simulator owned by this: closing this closes it */
    public ObservedSimulator(Simulator simulator, ObservationLayout layout) {
        this(simulator, Optional.empty(), layout);
    }

    /**
     * @param simulator owned by this: closing this closes it
     * @param points numbers that the layout may choose besides what the simulator shows: entry i of them is entry observationSize + i
     * @throws IllegalArgumentException if the layout has an entry that does not exist
     */
    public ObservedSimulator(Simulator simulator, Optional<PointMap> points, ObservationLayout layout) {
        this.simulator = simulator;
        this.points = points;
        SimulatorSpec inner = simulator.spec();
        spec = observed(inner, layout);
        entries = layout.entries();
        deviations = layout.deviations();
        delay = layout.delay();
        history = layout.history();
        shown = new double[inner.observationSize()];
        place = new double[points.map(PointMap::size).orElse(0)];
        jacobian = new double[place.length * inner.stateSize()];
        everything = new double[shown.length + place.length];
        for (int entry : entries) {
            if (entry >= everything.length) {
                throw new IllegalArgumentException(
                        "observation: entries: expected 0…" + (everything.length - 1) + ", found " + entry);
            }
        }
        readings = new double[(delay + history) * entries.length];
    }

    static SimulatorSpec observed(SimulatorSpec spec, ObservationLayout layout) {
        return new SimulatorSpec(
                spec.stateSize(),
                spec.controlSize(),
                layout.size(),
                spec.timeStep(),
                spec.controlLower(),
                spec.controlUpper());
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public void reset(InitialState start, RandomGenerator generator, double[] state) {
        random = generator;
        RandomSimulator.reset(simulator, start, generator, state);
        newest = 0;
        read(state);
        for (int age = 1; age < delay + history; age++) {
            System.arraycopy(readings, 0, readings, age * entries.length, entries.length);
        }
    }

    @Override
    public void step(double[] control, double[] state) {
        simulator.step(control, state);
        newest = (newest + 1) % (delay + history);
        read(state);
    }

    private void read(double[] state) {
        simulator.observe(state, shown);
        System.arraycopy(shown, 0, everything, 0, shown.length);
        if (points.isPresent()) {
            points.get().evaluate(state, place, jacobian);
            System.arraycopy(place, 0, everything, shown.length, place.length);
        }
        for (int i = 0; i < entries.length; i++) {
            double noise = deviations[i] > 0 ? deviations[i] * random.nextGaussian() : 0;
            readings[newest * entries.length + i] = everything[entries[i]] + noise;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @param state not looked at: what was read when it was written is given out
     */
    @Override
    public void observe(double[] state, double[] observation) {
        int slots = delay + history;
        for (int k = 0; k < history; k++) {
            int slot = Math.floorMod(newest - delay - k, slots);
            System.arraycopy(readings, slot * entries.length, observation, k * entries.length, entries.length);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
