package org.waymark.sim;

import java.util.function.ObjIntConsumer;

/**
 * A simulator for tests of the sampler: x = (a, t), a ← a + u₀ − ½u₁, the observation is a alone; something may happen at each step.
 */
final class ScriptedSimulator implements Simulator {
    static final SimulatorSpec SPEC =
            new SimulatorSpec(2, 2, 1, 0.1, new double[] {-1, Double.NEGATIVE_INFINITY}, new double[] {2, 0.5});

    private final ObjIntConsumer<double[]> script;
    private double a;
    private int t;
    boolean closed;

    /** @param script called with the state just written, and its time; may spoil it, or throw */
    ScriptedSimulator(ObjIntConsumer<double[]> script) {
        this.script = script;
    }

    static ScriptedSimulator quiet() {
        return new ScriptedSimulator((x, t) -> {});
    }

    @Override
    public SimulatorSpec spec() {
        return SPEC;
    }

    @Override
    public void reset(InitialState start, double[] state) {
        a = start.coordinates()[0];
        t = 0;
        write(state);
    }

    @Override
    public void step(double[] control, double[] state) {
        a += control[0] - 0.5 * control[1];
        t++;
        write(state);
    }

    private void write(double[] state) {
        state[0] = a;
        state[1] = t;
        script.accept(state, t);
    }

    @Override
    public void observe(double[] state, double[] observation) {
        observation[0] = state[0];
    }

    @Override
    public void close() {
        closed = true;
    }
}
