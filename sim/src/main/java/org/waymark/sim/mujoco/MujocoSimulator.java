package org.waymark.sim.mujoco;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Model;
import org.waymark.lqr.NonFiniteException;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorFailedException;
import org.waymark.sim.SimulatorSpec;

/**
 * One simulation of a {@link MujocoPlant}, with a model and a state of its own; for one thread at a time.
 *
 * <p>A control step is {@code substeps} engine steps with the control held. Each begins with what depends on the state alone
 * (kinematics, collisions: {@code mj_step1}) and ends with forces and integration ({@code mj_step2}), which is semi-implicit Euler even
 * for models that ask for Runge-Kutta, as in the 2017 reference implementation (cbfinn/gps), unless the options let them. The first half of the next engine step is
 * computed ahead, at the end of a control step, so that the sites belong to the new joint positions at no cost; the reference
 * reports them as they were before the last engine step.
 */
public final class MujocoSimulator implements Simulator, Model {
    private final MujocoPlant plant;
    private final SimulatorSpec spec;
    private final MujocoModel model;
    private final MujocoData data;
    private final int positionSize;
    private final int velocitySize;
    private final int controlSize;
    private final int substeps;
    private final double timeStep;
    /** Whether the integrator is one that has no halves. */
    private final boolean wholeSteps;

    private final int[] sites;
    private final int[] offsetBodies;
    /** [3 × offset bodies] their places in the model, metres. */
    private final double[] bodyPositions;

    private final ModelScaling scaling;
    /** [3 × sites] where the sites were one control step ago, metres. */
    private final double[] previousPoints;
    /** [3 × sites] where they are. */
    private final double[] points;

    private boolean started;

    /** @param variables whose factors are the last parameters of a start */
    MujocoSimulator(MujocoPlant plant, List<String> variables) {
        this.plant = plant;
        spec = plant.spec();
        model = plant.model().copy();
        scaling = scaling(variables);
        data = new MujocoData(model);
        positionSize = plant.positionSize();
        velocitySize = plant.velocitySize();
        controlSize = spec.controlSize();
        substeps = plant.options().substeps();
        wholeSteps = model.integrator() == model.layout().at("mjINT_RK4");
        timeStep = spec.timeStep();
        sites = plant.sites();
        offsetBodies = plant.offsetBodies();
        bodyPositions = bodyPositions();
        previousPoints = new double[3 * sites.length];
        points = new double[3 * sites.length];
    }

    private ModelScaling scaling(List<String> variables) {
        try {
            return new ModelScaling(model, variables);
        } catch (IllegalArgumentException e) {
            model.close();
            throw e;
        }
    }

    private double[] bodyPositions() {
        double[] all = model.doubles("body_pos", 3 * model.size("nbody"));
        double[] chosen = new double[3 * offsetBodies.length];
        for (int i = 0; i < offsetBodies.length; i++) {
            System.arraycopy(all, 3 * offsetBodies[i], chosen, 3 * i, 3);
        }
        return chosen;
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public int stateSize() {
        return spec.stateSize();
    }

    @Override
    public int controlSize() {
        return controlSize;
    }

    /**
     * Begins a rollout.
     *
     * @param start coordinates [nq + nv] positions then velocities, or [nq] for a start at rest; parameters [3 × offset bodies] their
     *     shifts in metres, then one factor for each variable of this simulator, or no factors for the model as it is
     * @param state [stateSize]; overwritten by x_0
     * @throws IllegalArgumentException if a length is wrong
     * @throws SimulatorFailedException if the engine cannot be put there
     */
    @Override
    public void reset(InitialState start, double[] state) {
        double[] coordinates = start.coordinates();
        double[] parameters = start.parameters();
        if (coordinates.length != positionSize && coordinates.length != positionSize + velocitySize) {
            throw new IllegalArgumentException(
                    "initial coordinates: expected " + positionSize + " joint positions, or these and " + velocitySize
                            + " joint velocities, found " + coordinates.length + " numbers");
        }
        if (parameters.length != bodyPositions.length) {
            requireLength("initial parameters", parameters, bodyPositions.length + scaling.size());
        }
        requireLength("state", state, spec.stateSize());
        NonFiniteException.check("initial coordinates", coordinates, 0);
        NonFiniteException.check("initial parameters", parameters, 0);
        started = false;
        shiftBodies(parameters);
        scaling.apply(parameters, bodyPositions.length, data);
        MujocoNative.mj_resetData(model.address(), data.address());
        data.positions.put(0, coordinates, 0, positionSize);
        if (coordinates.length > positionSize) {
            data.velocities.put(0, coordinates, positionSize, velocitySize);
        }
        MujocoNative.mj_step1(model.address(), data.address());
        requireStable();
        readPoints();
        System.arraycopy(points, 0, previousPoints, 0, points.length);
        readState(state);
        started = true;
    }

    private void shiftBodies(double[] shifts) {
        double[] shifted = new double[3];
        for (int i = 0; i < offsetBodies.length; i++) {
            for (int axis = 0; axis < 3; axis++) {
                shifted[axis] = bodyPositions[3 * i + axis] + shifts[3 * i + axis];
            }
            model.setBodyPosition(offsetBodies[i], shifted);
        }
    }

    /**
     * Holds u for one control step.
     *
     * @param control [controlSize]; clamped by the engine to the limits of the spec; not modified
     * @param state [stateSize]; overwritten by the state at the end of the step
     * @throws NonFiniteException if the control is not finite
     * @throws SimulatorFailedException if a number became NaN or huge, or the engine ran out of room for contacts: the message is the
     *     engine's complaint, the state is not written, and only a reset helps
     */
    @Override
    public void step(double[] control, double[] state) {
        if (!started) {
            throw new IllegalStateException("expected a reset before the first step of a rollout");
        }
        requireLength("control", control, controlSize);
        requireLength("state", state, spec.stateSize());
        NonFiniteException.check("control", control, -1);
        advance(control);
        readState(state);
    }

    /** The engine is between the halves of a step before and after. */
    private void advance(double[] control) {
        System.arraycopy(points, 0, previousPoints, 0, points.length);
        data.controls.put(0, control, 0, controlSize);
        long m = model.address();
        long d = data.address();
        if (!wholeSteps) {
            MujocoNative.mj_step2(m, d);
        }
        for (int i = wholeSteps ? 0 : 1; i < substeps; i++) {
            MujocoNative.mj_step(m, d);
        }
        MujocoNative.mj_step1(m, d);
        requireStable();
        readPoints();
    }

    /**
     * The state one control step after any state, with the bodies shifted and the model scaled as at the last reset.
     *
     * <p>Joint positions, joint velocities and site positions are taken from the state. The contact solver starts cold, so that next
     * agrees with {@link #step} to the solver's tolerance where there are contacts, exactly where there are none. The rollout under way
     * is over: a reset has to come before the next step.
     *
     * @throws UnsupportedOperationException if actuators have a state of their own, which x does not contain
     */
    @Override
    public void next(double[] state, double[] control, int t, double[] nextState) {
        if (model.size("na") > 0) {
            throw new UnsupportedOperationException(
                    plant.options().model() + ": its actuators have states that x does not contain");
        }
        requireLength("state", state, spec.stateSize());
        requireLength("control", control, controlSize);
        requireLength("nextState", nextState, spec.stateSize());
        NonFiniteException.check("state", state, t);
        NonFiniteException.check("control", control, t);
        started = false;
        MujocoNative.mj_resetData(model.address(), data.address());
        data.positions.put(0, state, 0, positionSize);
        data.velocities.put(0, state, positionSize, velocitySize);
        MujocoNative.mj_step1(model.address(), data.address());
        System.arraycopy(state, positionSize + velocitySize, points, 0, points.length);
        advance(control);
        readState(nextState);
    }

    private void readPoints() {
        for (int i = 0; i < sites.length; i++) {
            data.sitePositions.get(3 * sites[i], points, 3 * i, 3);
        }
    }

    private void readState(double[] state) {
        data.positions.get(0, state, 0, positionSize);
        data.velocities.get(0, state, positionSize, velocitySize);
        int place = positionSize + velocitySize;
        System.arraycopy(points, 0, state, place, points.length);
        for (int i = 0; i < points.length; i++) {
            // ṗ_t = (p_t − p_{t−1})/dt
            state[place + points.length + i] = (points[i] - previousPoints[i]) / timeStep;
        }
    }

    /** After a NaN the engine resets itself and goes on with the model's own posture: believe nothing after a warning. */
    private void requireStable() {
        Optional<String> complaint = data.complaint();
        if (complaint.isPresent()) {
            started = false;
            throw new SimulatorFailedException(plant.options().model() + ": " + complaint.get());
        }
    }

    private static void requireLength(String what, double[] values, int length) {
        if (values.length != length) {
            throw new IllegalArgumentException(what + ": expected " + length + " numbers, found " + values.length);
        }
    }

    @Override
    public void close() {
        started = false;
        data.close();
        model.close();
    }
}
