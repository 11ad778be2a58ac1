package org.waymark.sim.plant;

import java.util.List;
import java.util.OptionalInt;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.Plant;
import org.waymark.sim.SimulatorSpec;

/** A plant of textbooks with few states and a choice between actions; a step is called 1 s. */
abstract class DiscretePlant implements Plant {
    private final SimulatorSpec spec;
    private final int actions;
    private final List<String> names;

    DiscretePlant(int actions, List<String> names) {
        this.actions = actions;
        this.names = List.copyOf(names);
        this.spec = new SimulatorSpec(names.size(), 1, names.size(), 1, new double[] {0}, new double[] {actions - 1.0});
    }

    /** The number of the action that a control means. */
    final int action(double[] control) {
        return (int) Math.max(0, Math.min(actions - 1.0, Math.rint(control[0])));
    }

    @Override
    public final OptionalInt actions() {
        return OptionalInt.of(actions);
    }

    @Override
    public final SimulatorSpec spec() {
        return spec;
    }

    @Override
    public final List<String> stateNames() {
        return names;
    }

    @Override
    public final PointMap points() {
        throw new IllegalArgumentException("this plant has no end-effector points");
    }
}
