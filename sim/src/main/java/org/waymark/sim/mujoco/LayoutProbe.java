package org.waymark.sim.mujoco;

import java.util.Arrays;

/** Compares what the offsets of a {@link StructLayout} read from a known model with what that model says. */
final class LayoutProbe {
    private static final String MODEL =
            """
            <mujoco model="probe">
              <option timestep="0.0125" integrator="RK4" gravity="0 0 -9.75"/>
              <worldbody>
                <body name="carriage" pos="0.5 -0.25 2">
                  <joint name="slider" type="slide" axis="1 0 0" ref="0.75" damping="0.375" armature="0.125"/>
                  <geom name="hull" type="sphere" size="0.1" mass="1.5" friction="0.75 0.25 0.125" rgba="0.25 0.5 0.75 0.5"/>
                  <body name="link" pos="0 0 -0.5">
                    <joint name="elbow" type="hinge" axis="0 1 0"/>
                    <geom type="capsule" size="0.1 0.05" group="1" pos="0 0 -1" mass="1"/>
                    <site name="tip" pos="0 0 -1"/>
                  </body>
                </body>
                <body name="stone" pos="7 8 9">
                  <freejoint/>
                  <geom type="sphere" size="0.1" mass="1"/>
                </body>
              </worldbody>
              <actuator>
                <motor joint="slider" ctrllimited="true" ctrlrange="-3 4"/>
                <motor joint="elbow"/>
                <general joint="elbow" dyntype="integrator"/>
              </actuator>
            </mujoco>
            """;

    private final MujocoLibrary library;

    private LayoutProbe(MujocoLibrary library) {
        this.library = library;
    }

    /** @throws MujocoUnavailableException naming the first field that does not agree */
    static void check(MujocoLibrary library) {
        new LayoutProbe(library).check();
    }

    static MujocoUnavailableException mismatch(MujocoLibrary library, String field) {
        return new MujocoUnavailableException("MuJoCo " + library.version() + " at " + library.path()
                + " lays out its memory differently from the official version (" + field
                + "); install Debian's libmujoco2.2.2 or point -D" + LibrarySearch.PROPERTY + " at another build.");
    }

    private void check() {
        try (MujocoModel model = MujocoModel.load(library, Mjcf.text("layout probe", MODEL))) {
            checkModel(model);
            try (MujocoData data = new MujocoData(model)) {
                checkData(model, data);
            }
        }
    }

    private void checkModel(MujocoModel model) {
        StructLayout layout = library.layout();
        require("nq", model.size("nq") == 9);
        require("nv", model.size("nv") == 8);
        require("nu", model.size("nu") == 3);
        require("na", model.size("na") == 1);
        require("nbody", model.size("nbody") == 4);
        require("njnt", model.size("njnt") == 3);
        require("ngeom", model.size("ngeom") == 3);
        require("nsite", model.size("nsite") == 1);
        require("opt.timestep", model.timestep() == 0.0125);
        require("opt.integrator", model.integrator() == library.layout().at("mjINT_RK4"));
        requireDoubles(model, "qpos0", 0.75, 0, 7, 8, 9, 1, 0, 0, 0);
        requireDoubles(model, "body_pos", 0, 0, 0, 0.5, -0.25, 2, 0, 0, -0.5, 7, 8, 9);
        requireDoubles(model, "actuator_ctrlrange", -3, 4);
        requireDoubles(model, "body_mass", 0, 1.5, 1, 1);
        // 2 m r²/5 of a sphere
        require("body_inertia", close(model.doubles("body_inertia", 4)[3], 0.4 * 1.5 * 0.1 * 0.1));
        requireDoubles(model, "dof_damping", 0.375, 0);
        requireDoubles(model, "dof_armature", 0.125, 0);
        requireDoubles(model, "geom_friction", 0.75, 0.25, 0.125);
        requireDoubles(model, "actuator_gainprm", 1, 0);
        requireDoubles(model, "actuator_biasprm", 0, 0);
        require("opt.gravity", Arrays.equals(model.gravity(), new double[] {0, 0, -9.75}));
        requireInts(
                model,
                "geom_type",
                layout.at("mjGEOM_SPHERE"),
                layout.at("mjGEOM_CAPSULE"),
                layout.at("mjGEOM_SPHERE"));
        requireInts(model, "geom_bodyid", 1, 2, 3);
        requireInts(model, "geom_group", 0, 1, 0);
        requireDoubles(model, "geom_size", 0.1, 0, 0);
        requireDoubles(model, "geom_pos", 0, 0, 0, 0, 0, -1);
        requireDoubles(model, "geom_quat", 1, 0, 0, 0, 1, 0, 0, 0);
        require("geom_rgba", Arrays.equals(model.floats("geom_rgba", 4), new float[] {0.25f, 0.5f, 0.75f, 0.5f}));
        requireInts(model, "site_bodyid", 2);
        requireInts(model, "dof_jntid", 0, 1, 2, 2, 2, 2, 2, 2);
        requireInts(model, "actuator_gaintype", 0, 0, 0);
        requireInts(model, "actuator_biastype", 0, 0, 0);
        requireInts(model, "body_parentid", 0, 0, 1, 0);
        requireInts(model, "body_jntnum", 0, 1, 1, 1);
        requireInts(model, "body_jntadr", -1, 0, 1, 2);
        requireInts(model, "jnt_type", layout.at("mjJNT_SLIDE"), layout.at("mjJNT_HINGE"), layout.at("mjJNT_FREE"));
        require("actuator_ctrllimited", Arrays.equals(model.bytes("actuator_ctrllimited", 3), new byte[] {1, 0, 0}));
        require("names", "tip".equals(MujocoNative.mj_id2name(model.address(), layout.at("mjOBJ_SITE"), 0)));
        require("names", "hull".equals(MujocoNative.mj_id2name(model.address(), layout.at("mjOBJ_GEOM"), 0)));
        require("names", "link".equals(MujocoNative.mj_id2name(model.address(), layout.at("mjOBJ_BODY"), 2)));
        require("names", "elbow".equals(MujocoNative.mj_id2name(model.address(), layout.at("mjOBJ_JOINT"), 1)));
    }

    private void checkData(MujocoModel model, MujocoData data) {
        MujocoNative.mj_resetData(model.address(), data.address());
        require("mjData.qpos", data.positions.get(0) == 0.75 && data.positions.get(4) == 9);
        data.positions.put(1, Math.PI / 2);
        data.velocities.put(0, 0.5);
        // A NaN control must raise its warning; the engine then drops the control and falls freely for one step of its
        // own.
        data.controls.put(0, Double.NaN);
        MujocoNative.mj_step1(model.address(), data.address());
        require("mjData.xpos", close(data.bodyPositions.get(8), 1.5) && data.bodyPositions.get(11) == 9);
        require(
                "mjData.xquat",
                close(data.bodyOrientations.get(8), Math.sqrt(0.5))
                        && close(data.bodyOrientations.get(10), Math.sqrt(0.5)));
        require("mjData.site_xpos", close(data.sitePositions.get(0), -0.5) && close(data.sitePositions.get(2), 1.5));
        MujocoNative.mj_step2(model.address(), data.address());
        require("mjData.warning", data.count(EngineWarning.BAD_CONTROL) == 1);
        require("mjData.time", data.time() == 0.0125);
        require("mjData.qacc_warmstart", close(data.warmStart.get(4), -9.75));
        require("mjData.qvel", close(data.velocities.get(4), -9.75 * 0.0125));
    }

    private void requireDoubles(MujocoModel model, String field, double... expected) {
        require(field, Arrays.equals(model.doubles(field, expected.length), expected));
    }

    private void requireInts(MujocoModel model, String field, int... expected) {
        require(field, Arrays.equals(model.ints(field, expected.length), expected));
    }

    private void require(String field, boolean agrees) {
        if (!agrees) {
            throw mismatch(library, field);
        }
    }

    /** Room for rounding in the engine's sums. */
    private static boolean close(double value, double expected) {
        return Math.abs(value - expected) < 1e-9;
    }
}
