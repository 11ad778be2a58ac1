package org.waymark.sim.variation;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/** A simulation of a {@link RandomizedPlant}: draws at each reset what the rollout is to be like. */
final class RandomizedSimulator implements RandomSimulator {
    private final Simulator simulator;
    private final Map<String, Range> own;
    private final Map<String, Range> general;
    private final SimulatorSpec spec;
    private final double[] rest;
    private final double[] arriving;
    /** [slots × m] a ring of controls under way; slot t mod slots is that of step t. */
    private double[] underWay = new double[0];

    private int slots = 1;
    private int slot;
    private double gain = 1;

    /**
     * @param simulator its starts end with one factor for each entry of {@code own}
     * @param own not modified
     * @param general not modified
     */
    RandomizedSimulator(Simulator simulator, Map<String, Range> own, Map<String, Range> general) {
        this.simulator = simulator;
        this.own = own;
        this.general = general;
        this.spec = simulator.spec();
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        rest = new double[spec.controlSize()];
        Arrays.setAll(rest, i -> Math.max(lower[i], Math.min(upper[i], 0)));
        arriving = new double[rest.length];
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public void reset(InitialState start, RandomGenerator random, double[] state) {
        RandomStreams streams = new RandomStreams(random.nextLong());
        double[] parameters = start.parameters();
        int at = parameters.length;
        parameters = Arrays.copyOf(parameters, at + own.size());
        for (Map.Entry<String, Range> variable : own.entrySet()) {
            parameters[at++] = variable.getValue().at(fraction(streams, variable.getKey()));
        }
        Range gains = general.getOrDefault(RandomizedPlant.GAIN, new Range(1, 1));
        gain = gains.at(fraction(streams, RandomizedPlant.GAIN));
        Range delays = general.getOrDefault(RandomizedPlant.DELAY, new Range(0, 0));
        empty(delays.wholeAt(fraction(streams, RandomizedPlant.DELAY)));
        RandomSimulator.reset(simulator, new InitialState(start.coordinates(), parameters), random, state);
    }

    private static double fraction(RandomStreams streams, String variable) {
        return streams.stream(variable, 0, 0, 0).nextDouble();
    }

    private void empty(int delay) {
        slots = delay + 1;
        slot = 0;
        if (underWay.length < slots * rest.length) {
            underWay = new double[slots * rest.length];
        }
        for (int i = 0; i < slots; i++) {
            System.arraycopy(rest, 0, underWay, i * rest.length, rest.length);
        }
    }

    @Override
    public void step(double[] control, double[] state) {
        System.arraycopy(control, 0, underWay, slot * rest.length, rest.length);
        slot = (slot + 1) % slots;
        // with d + 1 slots, the next one to be overwritten holds the control of d steps ago
        for (int i = 0; i < arriving.length; i++) {
            arriving[i] = gain * underWay[slot * rest.length + i];
        }
        simulator.step(arriving, state);
    }

    @Override
    public void observe(double[] state, double[] observation) {
        simulator.observe(state, observation);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
