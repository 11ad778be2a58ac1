package org.waymark.sim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.waymark.lqr.Cost;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.drawing.Drawing;

/** A plant that is another one, but for what it overrides; closing it closes the other one. */
public abstract class DecoratedPlant implements Plant {
    /** The other one. */
    protected final Plant plant;

    protected DecoratedPlant(Plant plant) {
        this.plant = plant;
    }

    @Override
    public SimulatorSpec spec() {
        return plant.spec();
    }

    @Override
    public PointMap points() {
        return plant.points();
    }

    @Override
    public List<String> stateNames() {
        return plant.stateNames();
    }

    @Override
    public int positionSize() {
        return plant.positionSize();
    }

    @Override
    public List<String> observationNames() {
        return plant.observationNames();
    }

    @Override
    public OptionalDouble physicsStep() {
        return plant.physicsStep();
    }

    @Override
    public Optional<Drawing> drawing() {
        return plant.drawing();
    }

    @Override
    public OptionalInt actions() {
        return plant.actions();
    }

    @Override
    public boolean ended(double[] state) {
        return plant.ended(state);
    }

    @Override
    public Optional<Cost> cost() {
        return plant.cost();
    }

    @Override
    public Optional<StartDistribution> starts() {
        return plant.starts();
    }

    @Override
    public void close() {
        plant.close();
    }
}
