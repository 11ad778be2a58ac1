package org.waymark.sim.mujoco;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * The geoms of a model that viewers show by default (groups 0 to 2, not transparent), on the frames of their bodies, and the sites of the
 * plant.
 *
 * <p>Which bodies a start shifted, and by how much, is not in the state, but the positions of the plant's sites are: a body that can be
 * shifted is drawn where the sites on it, or on what hangs on it, are. Without such a site it stays where the model has it. Meshes are
 * drawn as boxes.
 */
final class MujocoDrawing implements Drawing, AutoCloseable {
    private static final int LAST_SHOWN_GROUP = 2;
    private static final double SITE_RADIUS = 0.02;
    private static final int NONE = -1;

    private final MujocoModel model;
    private final MujocoData data;
    private final int positionSize;
    private final int sitesInState;
    private final int[] sites;
    private final int[] parents;
    private final int[] siteBodies;
    /** [nbody] the nearest body above, or itself, that starts may shift, or {@link #NONE}. */
    private final int[] shiftedWith;
    /** [nbody] its frame, or {@link Part#WORLD}. */
    private final int[] frameOf;

    private final int bodyFrames;
    private final List<Part> parts = new ArrayList<>();

    MujocoDrawing(MujocoPlant plant) {
        model = plant.model();
        data = new MujocoData(model);
        positionSize = plant.positionSize();
        sitesInState = positionSize + plant.velocitySize();
        sites = plant.sites();
        int bodies = model.size("nbody");
        parents = model.ints("body_parentid", bodies);
        siteBodies = model.ints("site_bodyid", model.size("nsite"));
        shiftedWith = shiftedWith(plant.offsetBodies(), bodies);
        frameOf = new int[bodies];
        bodyFrames = numberFrames(model.ints("body_jntnum", bodies));
        MujocoNative.mj_resetData(model.address(), data.address());
        MujocoNative.mj_kinematics(model.address(), data.address());
        addGeoms();
        for (int i = 0; i < sites.length; i++) {
            parts.add(Part.ball(bodyFrames + i, new double[3], SITE_RADIUS, Part.Role.POINT));
        }
    }

    private int[] shiftedWith(int[] offsetBodies, int bodies) {
        int[] with = new int[bodies];
        with[0] = NONE;
        for (int body = 1; body < bodies; body++) { // parents come before their children
            with[body] = with[parents[body]];
            for (int offset : offsetBodies) {
                if (offset == body) {
                    with[body] = body;
                }
            }
        }
        return with;
    }

    private int numberFrames(int[] joints) {
        int count = 0;
        boolean[] moves = new boolean[joints.length];
        for (int body = 0; body < joints.length; body++) {
            moves[body] = joints[body] > 0 || shiftedWith[body] != NONE || body > 0 && moves[parents[body]];
            frameOf[body] = moves[body] ? count++ : Part.WORLD;
        }
        return count;
    }

    private void addGeoms() {
        int count = model.size("ngeom");
        int[] types = model.ints("geom_type", count);
        int[] bodies = model.ints("geom_bodyid", count);
        int[] groups = model.ints("geom_group", count);
        double[] sizes = model.doubles("geom_size", 3 * count);
        double[] positions = model.doubles("geom_pos", 3 * count);
        double[] quaternions = model.doubles("geom_quat", 4 * count);
        float[] colours = model.floats("geom_rgba", 4 * count);
        StructLayout layout = model.layout();
        Map<Integer, Part.Kind> kinds = Map.of(
                layout.at("mjGEOM_PLANE"), Part.Kind.PLANE,
                layout.at("mjGEOM_SPHERE"), Part.Kind.SPHERE,
                layout.at("mjGEOM_CAPSULE"), Part.Kind.CAPSULE,
                layout.at("mjGEOM_ELLIPSOID"), Part.Kind.ELLIPSOID,
                layout.at("mjGEOM_CYLINDER"), Part.Kind.CYLINDER,
                layout.at("mjGEOM_BOX"), Part.Kind.BOX,
                layout.at("mjGEOM_MESH"), Part.Kind.BOX);
        for (int i = 0; i < count; i++) {
            Part.Kind kind = kinds.get(types[i]);
            if (kind == null || groups[i] > LAST_SHOWN_GROUP || colours[4 * i + 3] == 0) {
                continue;
            }
            double[] size = {sizes[3 * i], sizes[3 * i + 1], sizes[3 * i + 2]};
            double[] pose = new double[Poses.SIZE];
            System.arraycopy(positions, 3 * i, pose, 0, 3);
            System.arraycopy(quaternions, 4 * i, pose, 3, 4);
            int frame = frameOf[bodies[i]];
            boolean fixed = frame == Part.WORLD;
            parts.add(new Part(
                    frame,
                    kind,
                    size,
                    fixed ? Poses.compose(bodyPose(bodies[i]), 0, pose) : pose,
                    fixed ? Part.Role.SURROUNDINGS : Part.Role.BODY));
        }
    }

    private double[] bodyPose(int body) {
        double[] pose = new double[Poses.SIZE];
        data.bodyPositions.get(3 * body, pose, 0, 3);
        data.bodyOrientations.get(4 * body, pose, 3, 4);
        return pose;
    }

    @Override
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    @Override
    public int frames() {
        return bodyFrames + sites.length;
    }

    @Override
    public synchronized void place(double[] state, double[] poses) {
        data.positions.put(0, state, 0, positionSize);
        MujocoNative.mj_kinematics(model.address(), data.address());
        double[] shifts = shifts(state);
        for (int body = 0; body < frameOf.length; body++) {
            if (frameOf[body] != Part.WORLD) {
                int at = Poses.SIZE * frameOf[body];
                data.bodyPositions.get(3 * body, poses, at, 3);
                data.bodyOrientations.get(4 * body, poses, at + 3, 4);
                for (int axis = 0; axis < 3 && shiftedWith[body] != NONE; axis++) {
                    poses[at + axis] += shifts[3 * shiftedWith[body] + axis];
                }
            }
        }
        for (int i = 0; i < sites.length; i++) {
            int at = sitesInState + 3 * i;
            double[] upright = {1, 0, 0, 0};
            Poses.write(poses, bodyFrames + i, state[at], state[at + 1], state[at + 2], upright);
        }
    }

    /** [nbody × 3] how far each body that can be shifted is from its place in the model, in the world, as its sites tell. */
    private double[] shifts(double[] state) {
        double[] shifts = new double[3 * frameOf.length];
        for (int i = 0; i < sites.length; i++) {
            int body = shiftedWith[siteBodies[sites[i]]];
            for (int axis = 0; axis < 3 && body != NONE; axis++) {
                shifts[3 * body + axis] =
                        state[sitesInState + 3 * i + axis] - data.sitePositions.get(3 * sites[i] + axis);
            }
        }
        return shifts;
    }

    @Override
    public void close() {
        data.close();
    }
}
