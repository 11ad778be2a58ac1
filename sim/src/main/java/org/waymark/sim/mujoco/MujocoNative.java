package org.waymark.sim.mujoco;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** MuJoCo's functions, bound directly; {@code mjModel*} and {@code mjData*} are plain addresses. */
final class MujocoNative {
    private MujocoNative() {}

    /** Receives a message of the engine. */
    interface MessageHandler extends Callback {
        void receive(String message);
    }

    static void bind(NativeLibrary library) {
        Native.register(MujocoNative.class, library);
    }

    static native String mj_versionString();

    static native long mj_loadXML(String fileName, Pointer vfs, byte[] error, int errorSize);

    static native long mj_copyModel(long destination, long source);

    static native void mj_deleteModel(long model);

    static native long mj_makeData(long model);

    static native void mj_deleteData(long data);

    static native void mj_resetData(long model, long data);

    static native void mj_setConst(long model, long data);

    static native void mj_step(long model, long data);

    static native void mj_step1(long model, long data);

    static native void mj_step2(long model, long data);

    static native void mj_kinematics(long model, long data);

    static native void mj_comPos(long model, long data);

    static native void mj_jacSite(long model, long data, long jacobian, long rotation, int site);

    static native String mj_id2name(long model, int kind, int id);

    static native void mj_defaultVFS(Pointer vfs);

    static native int mj_makeEmptyFileVFS(Pointer vfs, String fileName, int size);

    static native void mj_deleteVFS(Pointer vfs);
}
