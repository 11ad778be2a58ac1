package org.waymark.sim.plant;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.UniformStarts;

/** A plant of a published benchmark, which brings its starts and its cost; one control, within ±1. */
abstract class BenchmarkPlant implements Plant {
    private final SimulatorSpec spec;
    private final List<String> stateNames;
    private final List<String> observationNames;
    private final Cost cost;

    /**
     * @param timeStep seconds
     * @param stateNames positions first
     * @param cost what a step costs
     */
    BenchmarkPlant(double timeStep, List<String> stateNames, List<String> observationNames, Cost cost) {
        this.spec = new SimulatorSpec(
                stateNames.size(), 1, observationNames.size(), timeStep, new double[] {-1}, new double[] {1});
        this.stateNames = stateNames;
        this.observationNames = observationNames;
        this.cost = cost;
    }

    /** Uniform in the box of the given centre and half-widths. */
    static StartDistribution box(double[] centre, double... halfWidth) {
        return new UniformStarts(InitialState.of(centre), halfWidth, new double[0]);
    }

    @Override
    public final SimulatorSpec spec() {
        return spec;
    }

    @Override
    public PointMap points() {
        throw new IllegalArgumentException("this plant has no end-effector points");
    }

    @Override
    public final List<String> stateNames() {
        return Collections.unmodifiableList(stateNames);
    }

    @Override
    public final List<String> observationNames() {
        return Collections.unmodifiableList(observationNames);
    }

    @Override
    public final int positionSize() {
        return spec.stateSize() / 2;
    }

    @Override
    public final Optional<Cost> cost() {
        return Optional.of(cost);
    }

    /** One that nothing varies; the coordinates of a start are the state. */
    abstract static class Motion extends ModelSimulator {
        Motion(SimulatorSpec spec) {
            super(spec, spec.stateSize(), new Factors(List.of(), List.of()));
        }

        @Override
        final void vary(Factors chosen) {}

        @Override
        final void complete(double[] state) {}

        static double clip(double value, double limit) {
            return Math.max(-limit, Math.min(limit, value));
        }
    }
}
