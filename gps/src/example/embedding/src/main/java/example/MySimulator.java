package example;

import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/** A block of 1 kg on a table, pushed by a force: place and speed, in steps of 0.05 s. */
final class MySimulator implements Simulator {
    private static final double FRICTION = 0.2;

    private final SimulatorSpec spec = new SimulatorSpec(2, 1, 2, 0.05, new double[] {-5}, new double[] {5});
    private double place;
    private double speed;

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public void reset(InitialState start, double[] state) {
        place = start.coordinates()[0];
        speed = start.coordinates()[1];
        write(state);
    }

    @Override
    public void step(double[] control, double[] state) {
        speed += spec.timeStep() * (control[0] - FRICTION * speed);
        place += spec.timeStep() * speed;
        write(state);
    }

    private void write(double[] state) {
        state[0] = place;
        state[1] = speed;
    }
}
