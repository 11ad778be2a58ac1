package org.waymark.sim.mujoco;

import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.Optional;

/**
 * An {@code mjData}, the engine's mutable state for one model, owned: whoever makes one closes it, before its model.
 *
 * <p>The buffers are views of the engine's memory and die with it: they must not be touched after {@link #close()}.
 */
final class MujocoData implements AutoCloseable {
    private static final EngineWarning[] WARNINGS = EngineWarning.values();

    /** [nq] generalised positions. */
    final DoubleBuffer positions;
    /** [nv] generalised velocities. */
    final DoubleBuffer velocities;
    /** [nu] controls. */
    final DoubleBuffer controls;
    /** [nv] accelerations from which the constraint solver starts. */
    final DoubleBuffer warmStart;
    /** [nbody × 3] world positions of the bodies, metres. */
    final DoubleBuffer bodyPositions;
    /** [nbody × 4] unit quaternions of the bodies in the world. */
    final DoubleBuffer bodyOrientations;
    /** [nsite × 3] world positions of the sites, metres. */
    final DoubleBuffer sitePositions;
    /** [mjNWARNING] pairs of (what it last was about, how often it was raised). */
    private final IntBuffer warnings;

    private final Pointer struct;
    private final long address;
    private final StructLayout layout;
    private boolean closed;

    MujocoData(MujocoModel model) {
        layout = model.layout();
        address = MujocoNative.mj_makeData(model.address());
        struct = new Pointer(address);
        positions = view("qpos", model.size("nq"));
        velocities = view("qvel", model.size("nv"));
        controls = view("ctrl", model.size("nu"));
        warmStart = view("qacc_warmstart", model.size("nv"));
        bodyPositions = view("xpos", 3 * model.size("nbody"));
        bodyOrientations = view("xquat", 4 * model.size("nbody"));
        sitePositions = view("site_xpos", 3 * model.size("nsite"));
        warnings = struct.getByteBuffer(
                        layout.at("mjData.warning"), (long) layout.at("mjNWARNING") * layout.at("mjWarningStat.size"))
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
    }

    private DoubleBuffer view(String field, int length) {
        long buffer = struct.getLong(layout.at("mjData.buffer"));
        long start = struct.getLong(layout.at("mjData." + field));
        if (start < buffer || start + 8L * length > buffer + struct.getInt(layout.at("mjData.nbuffer"))) {
            throw new IllegalStateException("mjData." + field + " lies outside the data's buffer");
        }
        return new Pointer(start)
                .getByteBuffer(0, 8L * length)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    long address() {
        if (closed) {
            throw new IllegalStateException("this MuJoCo simulation is closed");
        }
        return address;
    }

    /** Seconds since the reset. */
    double time() {
        return struct.getDouble(layout.at("mjData.time"));
    }

    /** The first thing the engine complained about since the reset. */
    Optional<String> complaint() {
        for (EngineWarning warning : WARNINGS) {
            if (count(warning) > 0) {
                return Optional.of(warning.message(warnings.get(2 * warning.ordinal())));
            }
        }
        return Optional.empty();
    }

    /** How often a warning was raised since the reset. */
    int count(EngineWarning warning) {
        return warnings.get(2 * warning.ordinal() + 1);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            MujocoNative.mj_deleteData(address);
        }
    }
}
