package org.waymark.sim.mujoco;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.variation.VariablePlant;

/**
 * A mechanism described by an MJCF model and simulated by MuJoCo.
 *
 * <p>The state is x = [q; q̇; p; ṗ]: nq joint positions (m, rad, or quaternions, as the model's joints are), nv joint velocities, then
 * for the sites of the options their world positions (3 each, m) and their velocities (3 each, m/s) as finite differences over the last
 * control step, ṗ_t = (p_t − p_{t−1})/dt with ṗ_0 = 0. The control is one number per actuator; its limits are the model's
 * {@code ctrlrange} where an actuator has one. A start's coordinates are [q; q̇], or q alone for a start at rest; its parameters are the
 * shifts of the options' bodies, three numbers each.
 *
 * <p>What can be varied: all masses and inertias ({@code mass}) or those of one body ({@code mass hand}), likewise {@code friction} of
 * geoms, {@code damping} and {@code armature} of joints; {@code gravity}; and the {@code gain} of all actuators, where their force is
 * proportional to it. Sizes of geoms stay as they are, and so does the friction of explicitly paired geoms.
 */
public final class MujocoPlant implements VariablePlant {
    private final MujocoOptions options;
    private final MujocoModel model;
    private final SimulatorSpec spec;
    private final int positionSize;
    private final int velocitySize;
    private final int[] sites;
    private final int[] offsetBodies;
    private final List<String> stateNames;
    private final List<String> variables;
    private SitePoints points;
    private MujocoDrawing drawing;

    /**
     * Loads the model.
     *
     * @throws MujocoUnavailableException if MuJoCo is missing or of another version
     * @throws ModelLoadException if the model is missing or MuJoCo refuses it
     * @throws IllegalArgumentException if a site or the offset body is not in the model, naming the nearest
     */
    public MujocoPlant(MujocoOptions options) {
        this.options = options;
        this.model = MujocoModel.load(MujocoLibrary.load(), options.model());
        boolean complete = false;
        try {
            if (!options.ownIntegrator()) {
                useSemiImplicitEuler(model);
            }
            positionSize = model.size("nq");
            velocitySize = model.size("nv");
            if (velocitySize == 0 || model.size("nu") == 0) {
                throw new ModelLoadException(
                        options.model(),
                        "expected at least one joint and one actuator, found " + model.size("njnt") + " and "
                                + model.size("nu"));
            }
            sites = siteIds();
            offsetBodies =
                    options.offsetBodies().stream().mapToInt(this::offsetBodyId).toArray();
            variables = new ModelVariables(model).names();
            stateNames = List.copyOf(new StateNames(model).of(options.sites()));
            spec = readSpec();
            complete = true;
        } finally {
            if (!complete) {
                model.close();
            }
        }
    }

    /** mj_step2 takes an Euler step for a model that asks for Runge-Kutta; so that mj_step does the same, such a model asks for Euler. */
    private static void useSemiImplicitEuler(MujocoModel model) {
        if (model.integrator() == model.layout().at("mjINT_RK4")) {
            model.setIntegrator(model.layout().at("mjINT_EULER"));
        }
    }

    private int[] siteIds() {
        ModelNames names = ModelNames.read(model, "site", "mjOBJ_SITE", model.size("nsite"));
        return options.sites().stream().mapToInt(site -> idIn(names, site)).toArray();
    }

    private int offsetBodyId(String body) {
        ModelNames names = ModelNames.read(model, "body", "mjOBJ_BODY", model.size("nbody"));
        int id = idIn(names, body);
        int bodies = model.size("nbody");
        int firstJoint = model.ints("body_jntadr", bodies)[id];
        boolean floats = model.ints("body_jntnum", bodies)[id] > 0
                && model.ints("jnt_type", model.size("njnt"))[firstJoint]
                        == model.layout().at("mjJNT_FREE");
        if (id == 0 || floats) {
            throw new IllegalArgumentException(
                    options.model() + ": offsetBody: expected a body with a place in its parent, found " + body
                            + (id == 0 ? ", the world" : ", which floats freely"));
        }
        return id;
    }

    private int idIn(ModelNames names, String name) {
        try {
            return names.id(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(options.model() + ": " + e.getMessage(), e);
        }
    }

    private SimulatorSpec readSpec() {
        int controls = model.size("nu");
        byte[] limited = model.bytes("actuator_ctrllimited", controls);
        double[] range = model.doubles("actuator_ctrlrange", 2 * controls);
        double[] lower = new double[controls];
        double[] upper = new double[controls];
        for (int i = 0; i < controls; i++) {
            lower[i] = limited[i] != 0 ? range[2 * i] : Double.NEGATIVE_INFINITY;
            upper[i] = limited[i] != 0 ? range[2 * i + 1] : Double.POSITIVE_INFINITY;
        }
        int states = positionSize + velocitySize + 6 * sites.length;
        return new SimulatorSpec(states, controls, states, options.substeps() * model.timestep(), lower, upper);
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public MujocoSimulator newSimulator() {
        return newSimulator(List.of());
    }

    @Override
    public MujocoSimulator newSimulator(List<String> chosen) {
        return new MujocoSimulator(this, chosen);
    }

    @Override
    public List<String> variables() {
        return variables;
    }

    /**
     * Positions of the options' sites as part of the state, with ∂p/∂q from the engine.
     *
     * <p>The positions are those in the state; their derivative is taken with respect to the joint positions alone, and is zero for all
     * other entries.
     *
     * @throws IllegalArgumentException if there are no sites; if a joint has more than one degree of freedom, since its velocities are
     *     then not the derivatives of its coordinates; or if the offset body hangs on a joint, since the derivative would then depend
     *     on the offset
     */
    @Override
    public synchronized PointMap points() {
        if (points == null) {
            requireDifferentiable();
            points = new SitePoints(this);
        }
        return points;
    }

    private void requireDifferentiable() {
        if (sites.length == 0) {
            throw new IllegalArgumentException(options.model() + ": no sites were named, so there are no points");
        }
        int[] types = model.ints("jnt_type", model.size("njnt"));
        for (int joint = 0; joint < types.length; joint++) {
            if (types[joint] != model.layout().at("mjJNT_HINGE")
                    && types[joint] != model.layout().at("mjJNT_SLIDE")) {
                throw new IllegalArgumentException(options.model() + ": points need hinges and slides only, but joint "
                        + joint + " is a ball or a free joint");
            }
        }
        int[] parents = model.ints("body_parentid", model.size("nbody"));
        int[] joints = model.ints("body_jntnum", model.size("nbody"));
        for (int i = 0; i < offsetBodies.length; i++) {
            for (int body = parents[offsetBodies[i]]; body != 0; body = parents[body]) {
                if (joints[body] > 0) {
                    throw new IllegalArgumentException(
                            options.model() + ": points need an offset body that hangs on no joint, found "
                                    + options.offsetBodies().get(i));
                }
            }
        }
    }

    @Override
    public synchronized Optional<Drawing> drawing() {
        if (drawing == null) {
            drawing = new MujocoDrawing(this);
        }
        return Optional.of(drawing);
    }

    /** One name per entry, with its unit: {@code elbow position [rad]}, {@code tip x [m]}. */
    @Override
    public OptionalDouble physicsStep() {
        return OptionalDouble.of(model.timestep());
    }

    @Override
    public List<String> stateNames() {
        return stateNames;
    }

    /** nq, how many of the state's entries are joint positions; they come first. */
    @Override
    public int positionSize() {
        return positionSize;
    }

    /** nv, how many are joint velocities; they come second. */
    public int velocitySize() {
        return velocitySize;
    }

    /** [nq] the model's own posture, {@code qpos0}; a copy. */
    public double[] referencePosition() {
        return model.doubles("qpos0", positionSize);
    }

    MujocoModel model() {
        return model;
    }

    MujocoOptions options() {
        return options;
    }

    /** [number of sites] ids; not to be modified. */
    int[] sites() {
        return sites;
    }

    /** Ids of the bodies that starts shift; not to be modified. */
    int[] offsetBodies() {
        return offsetBodies;
    }

    /** Frees the engine's memory; close the simulators first. */
    @Override
    public synchronized void close() {
        if (points != null) {
            points.close();
        }
        if (drawing != null) {
            drawing.close();
        }
        model.close();
    }

    @Override
    public String toString() {
        return "MuJoCo " + options.model() + " (" + spec.stateSize() + " states, " + spec.controlSize() + " controls)";
    }

    /** Builds the names of a state's entries from the model's names. */
    private static final class StateNames {
        private final MujocoModel model;
        private final List<String> names = new ArrayList<>();

        StateNames(MujocoModel model) {
            this.model = model;
        }

        List<String> of(List<String> sites) {
            int joints = model.size("njnt");
            ModelNames jointNames = ModelNames.read(model, "joint", "mjOBJ_JOINT", joints);
            int[] types = model.ints("jnt_type", joints);
            for (int joint = 0; joint < joints; joint++) {
                addPosition(jointNames.name(joint), types[joint]);
            }
            for (int joint = 0; joint < joints; joint++) {
                addVelocity(jointNames.name(joint), types[joint]);
            }
            sites.forEach(site -> addAll(site, "", "[m]", "x", "y", "z"));
            sites.forEach(site -> addAll(site, " velocity", "[m/s]", "x", "y", "z"));
            return names;
        }

        private void addPosition(String joint, int type) {
            StructLayout layout = model.layout();
            if (type == layout.at("mjJNT_SLIDE")) {
                addAll(joint, "", "[m]", "position");
            } else if (type == layout.at("mjJNT_HINGE")) {
                addAll(joint, "", "[rad]", "position");
            } else {
                if (type == layout.at("mjJNT_FREE")) {
                    addAll(joint, "", "[m]", "x", "y", "z");
                }
                addAll(joint, "", "[1]", "quaternion w", "quaternion x", "quaternion y", "quaternion z");
            }
        }

        private void addVelocity(String joint, int type) {
            StructLayout layout = model.layout();
            if (type == layout.at("mjJNT_SLIDE")) {
                addAll(joint, "", "[m/s]", "velocity");
            } else if (type == layout.at("mjJNT_HINGE")) {
                addAll(joint, "", "[rad/s]", "velocity");
            } else {
                if (type == layout.at("mjJNT_FREE")) {
                    addAll(joint, " velocity", "[m/s]", "x", "y", "z");
                }
                addAll(joint, " angular velocity", "[rad/s]", "x", "y", "z");
            }
        }

        private void addAll(String owner, String suffix, String unit, String... parts) {
            for (String part : parts) {
                names.add(owner + " " + part + suffix + " " + unit);
            }
        }
    }
}
