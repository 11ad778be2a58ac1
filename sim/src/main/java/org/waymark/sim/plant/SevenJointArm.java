package org.waymark.sim.plant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.mechanism.ArticulatedBody;
import org.waymark.sim.mechanism.ChainDrawing;
import org.waymark.sim.mechanism.ChainKinematics;
import org.waymark.sim.mechanism.Link;
import org.waymark.sim.mechanism.SerialChain;
import org.waymark.sim.variation.VariablePlant;

/**
 * A torque-controlled arm of seven hinges in space, in the order of the PR2's: shoulder pan, shoulder lift, upper-arm roll, elbow
 * flex, forearm roll, wrist flex, wrist roll; reach 0.9 m from the shoulder lift.
 *
 * <p>At angles zero the arm is stretched along +x, and z points up; the roll joints turn about x, the flexing ones about y (positive
 * is downwards), the pan about z. The end effector is beside the axis of the last joint, so that every joint moves it. There are no
 * joint stops. Runge-Kutta of fourth order, two sub-steps of 0.025 s, the control held.
 *
 * <p>The masses of all links, and with them their inertias, the armatures, the dampings and gravity can be varied.
 *
 * <p>State [20]: q, rad; q̇, rad/s; end effector (x, y, z), m; its velocity, m/s. Initial state [14]: q, q̇. Control [7]: torques, N·m,
 * limited. The last two are functions of the first two; they are there for models that are linear in the state.
 *
 * <p>Gravity is off unless {@link #withGravity} turns it on: as on the PR2, whose arms are balanced by springs, and on arms whose
 * torque interface adds the gravity torque to what is commanded, the control is the torque on top of what carries the weight. Such a
 * compensation, when exact, leaves the dynamics of the arm without gravity.
 */
public final class SevenJointArm implements VariablePlant {
    /** The number of joints. */
    public static final int JOINTS = 7;

    private static final int STATE_SIZE = 2 * JOINTS + 6;
    private static final int TIP = 2 * JOINTS;

    private static final int SUB_STEPS = 2;
    private static final List<String> VARIABLES = List.of("mass", "armature", "damping", "gravity");

    private static final double[] NOMINAL_ANGLES = {0.3, 0.2, 0, -1.2, 0, -0.6, 0};
    private static final double[] TORQUE_LIMITS = {30, 30, 15, 15, 6, 6, 3};

    private final SerialChain chain;
    private final SimulatorSpec spec = Specs.limited(STATE_SIZE, TORQUE_LIMITS);

    /** Gravity is compensated. */
    public SevenJointArm() {
        this(0);
    }

    private SevenJointArm(double gravity) {
        if (!(gravity >= 0 && gravity < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gravity: expected ≥ 0 m/s², found " + gravity);
        }
        chain = new SerialChain(links(), new double[] {0.18, 0, -0.06}, new double[] {0, 0, -gravity});
    }

    /**
     * The same arm, whose controls have to carry its weight as well.
     *
     * @param gravity downwards, m/s², ≥ 0; 9.81 on Earth
     */
    public SevenJointArm withGravity(double gravity) {
        return new SevenJointArm(gravity);
    }

    /** The mechanism. */
    public SerialChain chain() {
        return chain;
    }

    /** At rest, elbow and wrist bent. */
    public static InitialState nominalStart() {
        return InitialState.of(Arrays.copyOf(NOMINAL_ANGLES, 2 * JOINTS));
    }

    @Override
    public List<String> variables() {
        return VARIABLES;
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public ModelSimulator newSimulator() {
        return newSimulator(List.of());
    }

    @Override
    public ModelSimulator newSimulator(List<String> variables) {
        return new Motion(spec, chain, new Factors(VARIABLES, variables));
    }

    /** The end effector: values from the entries of the state, derivatives with respect to the joint angles. */
    @Override
    public PointMap points() {
        return new EndEffector(chain);
    }

    @Override
    public Optional<Drawing> drawing() {
        return Optional.of(new ChainDrawing(chain, new double[] {0, 0, -0.5}, 0.05));
    }

    @Override
    public List<String> stateNames() {
        List<String> names = new ArrayList<>();
        chain.links().forEach(link -> names.add(link.name() + " position [rad]"));
        chain.links().forEach(link -> names.add(link.name() + " velocity [rad/s]"));
        for (String axis : List.of("x", "y", "z")) {
            names.add("end effector " + axis + " [m]");
        }
        for (String axis : List.of("x", "y", "z")) {
            names.add("end effector velocity " + axis + " [m/s]");
        }
        return List.copyOf(names);
    }

    /** Cylinders of about the masses and lengths of a light research arm; armatures and frictions are those of geared motors. */
    private static List<Link> links() {
        double[] x = {1, 0, 0};
        double[] y = {0, 1, 0};
        double[] z = {0, 0, 1};
        double[] here = {0, 0, 0};
        return List.of(
                link("shoulder pan", here, z, 4, at(0, 0, -0.2), at(0, 0, 0.1), 0.08, 0.10, 4),
                link("shoulder lift", at(0.1, 0, 0), y, 2, at(0, -0.08, 0), at(0, 0.08, 0), 0.07, 0.10, 4),
                link("upper-arm roll", here, x, 3, here, at(0.4, 0, 0), 0.05, 0.05, 1.5),
                link("elbow flex", at(0.4, 0, 0), y, 1, at(0, -0.05, 0), at(0, 0.05, 0), 0.05, 0.05, 1.5),
                link("forearm roll", here, x, 1.6, here, at(0.32, 0, 0), 0.04, 0.03, 0.6),
                link("wrist flex", at(0.32, 0, 0), y, 0.6, at(0, -0.04, 0), at(0, 0.04, 0), 0.03, 0.03, 0.6),
                link("wrist roll", here, x, 0.8, here, at(0.18, 0, -0.06), 0.04, 0.02, 0.3));
    }

    private static Link link(
            String name,
            double[] offset,
            double[] axis,
            double mass,
            double[] from,
            double[] to,
            double radius,
            double armature,
            double damping) {
        return Link.cylinder(name, offset, axis, mass, from, to, radius)
                .withArmature(armature)
                .withDamping(damping);
    }

    private static double[] at(double x, double y, double z) {
        return new double[] {x, y, z};
    }

    private static final class Motion extends ModelSimulator {
        private final SerialChain nominal;
        private ArticulatedBody body;
        private final ChainKinematics kinematics;
        private final RungeKutta4 integrator = new RungeKutta4(2 * JOINTS, this::derivative);

        Motion(SimulatorSpec spec, SerialChain chain, Factors factors) {
            super(spec, 2 * JOINTS, factors);
            nominal = chain;
            body = new ArticulatedBody(chain);
            kinematics = new ChainKinematics(chain);
        }

        @Override
        void vary(Factors chosen) {
            if (chosen.areVaried()) {
                double[] gravity = nominal.gravity();
                Arrays.setAll(gravity, i -> gravity[i] * chosen.of(3));
                body = new ArticulatedBody(new SerialChain(
                        nominal.links().stream()
                                .map(link -> link.scaled(chosen.of(0))
                                        .withArmature(link.armature() * chosen.of(1))
                                        .withDamping(link.damping() * chosen.of(2)))
                                .toList(),
                        nominal.tip(),
                        gravity));
            }
        }

        @Override
        void complete(double[] state) {
            kinematics.update(state);
            kinematics.readTip(state, TIP);
            kinematics.readTipVelocity(state, JOINTS, state, TIP + 3);
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            System.arraycopy(state, 0, nextState, 0, 2 * JOINTS);
            for (int k = 0; k < SUB_STEPS; k++) {
                integrator.step(nextState, control, Specs.TIME_STEP / SUB_STEPS);
            }
            complete(nextState);
        }

        private void derivative(double[] y, double[] u, double[] rate) {
            System.arraycopy(y, JOINTS, rate, 0, JOINTS);
            body.accelerations(y, u, rate, JOINTS);
        }
    }

    private record EndEffector(SerialChain chain) implements PointMap {
        @Override
        public int stateSize() {
            return STATE_SIZE;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public void evaluate(double[] state, double[] points, double[] jacobian) {
            ChainKinematics kinematics = new ChainKinematics(chain);
            kinematics.update(state);
            System.arraycopy(state, TIP, points, 0, 3);
            Arrays.fill(jacobian, 0);
            kinematics.readJacobian(jacobian, STATE_SIZE);
        }
    }
}
