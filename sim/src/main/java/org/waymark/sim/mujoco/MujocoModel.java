package org.waymark.sim.mujoco;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An {@code mjModel} in the engine's memory, owned: whoever makes one closes it. Reading is safe for several threads. */
final class MujocoModel implements AutoCloseable {
    private static final int ERROR_SIZE = 1000;
    private static final String VIRTUAL_FILE = "model.xml";

    private final StructLayout layout;
    private final Pointer struct;
    private final long address;
    private boolean closed;

    private MujocoModel(StructLayout layout, long address) {
        this.layout = layout;
        this.address = address;
        this.struct = new Pointer(address);
    }

    /**
     * Compiles a model. One at a time: MuJoCo's compiler keeps what it last read in a global variable.
     *
     * @throws ModelLoadException with MuJoCo's own message
     */
    static synchronized MujocoModel load(MujocoLibrary library, Mjcf source) {
        if (source instanceof Mjcf.File file) {
            return loadFile(library, file);
        }
        return loadText(library, (Mjcf.Text) source);
    }

    private static MujocoModel loadFile(MujocoLibrary library, Mjcf.File source) {
        Path path = source.path();
        if (!Files.exists(path)) {
            throw new ModelLoadException(source, "no such model file");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ModelLoadException(source, "expected a readable MJCF file");
        }
        return compile(library, source, path.toAbsolutePath().toString(), null);
    }

    private static MujocoModel loadText(MujocoLibrary library, Mjcf.Text source) {
        StructLayout layout = library.layout();
        byte[] xml = source.xml().getBytes(StandardCharsets.UTF_8);
        if (xml.length == 0) {
            throw new ModelLoadException(source, "the model is empty");
        }
        try (Memory files = new Memory(layout.at("mjVFS.size"))) {
            MujocoNative.mj_defaultVFS(files);
            int outcome = MujocoNative.mj_makeEmptyFileVFS(files, VIRTUAL_FILE, xml.length);
            // Where the content goes is an offset of the table: believe it only if its neighbours are as they must be.
            boolean asExpected = outcome == 0
                    && files.getInt(layout.at("mjVFS.nfile")) == 1
                    && files.getInt(layout.at("mjVFS.filesize")) == xml.length
                    && VIRTUAL_FILE.equals(files.getString(layout.at("mjVFS.filename")));
            if (!asExpected) {
                throw LayoutProbe.mismatch(library, "mjVFS");
            }
            files.getPointer(layout.at("mjVFS.filedata")).write(0, xml, 0, xml.length);
            try {
                return compile(library, source, VIRTUAL_FILE, files);
            } finally {
                MujocoNative.mj_deleteVFS(files);
            }
        }
    }

    private static MujocoModel compile(MujocoLibrary library, Mjcf source, String fileName, Memory files) {
        byte[] error = new byte[ERROR_SIZE];
        long address = MujocoNative.mj_loadXML(fileName, files, error, ERROR_SIZE);
        if (address == 0) {
            throw new ModelLoadException(source, text(error));
        }
        return new MujocoModel(library.layout(), address);
    }

    private static String text(byte[] message) {
        int length = 0;
        while (length < message.length && message[length] != 0) {
            length++;
        }
        return new String(message, 0, length, StandardCharsets.UTF_8).strip().replaceAll("\\s*\\n\\s*", "; ");
    }

    /** An independent copy, which its maker closes. */
    MujocoModel copy() {
        return new MujocoModel(layout, MujocoNative.mj_copyModel(0, address()));
    }

    long address() {
        if (closed) {
            throw new IllegalStateException("this MuJoCo model is closed");
        }
        return address;
    }

    private Pointer struct() {
        address();
        return struct;
    }

    StructLayout layout() {
        return layout;
    }

    /** An integer of the struct, such as {@code nq}. */
    int size(String field) {
        return struct().getInt(layout.at("mjModel." + field));
    }

    double timestep() {
        return struct().getDouble(layout.at("mjModel.opt.timestep"));
    }

    int integrator() {
        return struct().getInt(layout.at("mjModel.opt.integrator"));
    }

    void setIntegrator(int integrator) {
        struct().setInt(layout.at("mjModel.opt.integrator"), integrator);
    }

    int[] ints(String field, int length) {
        return array(field, 4L * length).getIntArray(0, length);
    }

    double[] doubles(String field, int length) {
        return array(field, 8L * length).getDoubleArray(0, length);
    }

    float[] floats(String field, int length) {
        return array(field, 4L * length).getFloatArray(0, length);
    }

    /** Overwrites a whole array of numbers. */
    void setDoubles(String field, double[] values) {
        array(field, 8L * values.length).write(0, values, 0, values.length);
    }

    /** [3] acceleration of free fall, m/s². */
    double[] gravity() {
        return struct().share(layout.at("mjModel.opt.gravity")).getDoubleArray(0, 3);
    }

    void setGravity(double[] gravity) {
        struct().share(layout.at("mjModel.opt.gravity")).write(0, gravity, 0, 3);
    }

    byte[] bytes(String field, int length) {
        return array(field, length).getByteArray(0, length);
    }

    /** Writes three numbers of {@code body_pos}, metres. */
    void setBodyPosition(int body, double[] position) {
        array("body_pos", 24L * (body + 1)).write(24L * body, position, 0, 3);
    }

    /** The array that a pointer field points to; all of them lie in the one buffer of the model, else the offsets are wrong. */
    private Pointer array(String field, long bytes) {
        long buffer = struct().getLong(layout.at("mjModel.buffer"));
        long start = struct().getLong(layout.at("mjModel." + field));
        if (start < buffer || start + bytes > buffer + size("nbuffer")) {
            throw new IllegalStateException("mjModel." + field + " lies outside the model's buffer");
        }
        return new Pointer(start);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            MujocoNative.mj_deleteModel(address);
        }
    }
}
