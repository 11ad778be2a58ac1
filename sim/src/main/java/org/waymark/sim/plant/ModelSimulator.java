package org.waymark.sim.plant;

import org.waymark.lqr.Model;
import org.waymark.lqr.NonFiniteException;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorFailedException;
import org.waymark.sim.SimulatorSpec;

/**
 * A simulator that is a model played forward: x_{t+1} = f(x_t, u_t).
 *
 * <p>Calling {@link #next} does not disturb the rollout that {@link #reset} and {@link #step} are making; it is that of the plant as
 * varied at the last reset.
 */
public abstract class ModelSimulator implements Simulator, Model {
    /** No entry of a state is meant to be larger, whatever its unit. */
    private static final double DIVERGED = 1e9;

    private final SimulatorSpec spec;
    private final int coordinates;
    private final Factors factors;
    private double[] current;
    private double[] following;

    /**
     * @param coordinates how many numbers an initial state has
     * @param factors of what differs from rollout to rollout
     */
    ModelSimulator(SimulatorSpec spec, int coordinates, Factors factors) {
        this.spec = spec;
        this.factors = factors;
        this.coordinates = coordinates;
        this.current = new double[spec.stateSize()];
        this.following = new double[spec.stateSize()];
    }

    /**
     * Writes the state of the given coordinates.
     *
     * @param state as long as the state; the coordinates are already in its first entries, the others are to be overwritten
     */
    abstract void complete(double[] state);

    /** Becomes the plant with these factors; called at each reset, before {@link #complete}. */
    abstract void vary(Factors chosen);

    @Override
    public final SimulatorSpec spec() {
        return spec;
    }

    @Override
    public final int stateSize() {
        return spec.stateSize();
    }

    @Override
    public final int controlSize() {
        return spec.controlSize();
    }

    /** @throws IllegalArgumentException if the coordinates or the factors are too few or too many */
    @Override
    public final void reset(InitialState start, double[] state) {
        double[] given = start.coordinates();
        requireSize("initial state: coordinates", coordinates, given.length);
        factors.read(start.parameters());
        vary(factors);
        System.arraycopy(given, 0, current, 0, coordinates);
        complete(current);
        System.arraycopy(current, 0, state, 0, current.length);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SimulatorFailedException if the integrator diverges under a finite control
     */
    @Override
    public final void step(double[] control, double[] state) {
        next(current, control, 0, following);
        requireConvergence(control);
        double[] swap = current;
        current = following;
        following = swap;
        System.arraycopy(current, 0, state, 0, current.length);
    }

    private void requireConvergence(double[] control) {
        for (int i = 0; i < following.length; i++) {
            if (!(Math.abs(following[i]) <= DIVERGED)) {
                NonFiniteException.check("control", control, -1);
                throw new SimulatorFailedException("the integrator diverged: entry " + i + " of the state is "
                        + following[i] + "; use weaker controls");
            }
        }
    }

    private static void requireSize(String place, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(place + ": expected " + expected + " numbers, found " + found);
        }
    }
}
