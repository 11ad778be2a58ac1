package org.waymark.sim.mujoco;

import com.sun.jna.CallbackReference;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's shared library: found, its version known, its memory layout checked.
 *
 * <p>Looked for in {@code -Dwaymark.mujoco.library=FILE} alone if that is given; else in {@code $MUJOCO_PATH}, the library paths of
 * Java and of the system's loader, {@code ~/.mujoco}, and the system's library folders. The first supported version wins.
 */
public final class MujocoLibrary {
    private static final String REMEDY = "install Debian's libmujoco2.2.2 (apt-get install libmujoco2.2.2) or point -D"
            + LibrarySearch.PROPERTY + " at the libmujoco.so of MuJoCo 2.2.2";

    /** Strong references: the engine keeps only their addresses. */
    private static final MujocoNative.MessageHandler ON_ERROR = MujocoLibrary::halt;

    // What a warning says is in mjData.warning, where the simulator reads it; without a handler MuJoCo would also write
    // a log file.
    private static final MujocoNative.MessageHandler ON_WARNING = message -> {};

    private static MujocoLibrary loaded;

    private final Path path;
    private final StructLayout layout;
    private final String version;

    private MujocoLibrary(Path path, StructLayout layout) {
        this.path = path;
        this.layout = layout;
        this.version = MujocoNative.mj_versionString();
    }

    /**
     * The library of this process, loaded at the first call.
     *
     * @throws MujocoUnavailableException if there is none, or none of a supported version; the message says what to install
     */
    public static synchronized MujocoLibrary load() {
        if (loaded == null) {
            loaded = load(LibrarySearch.ofThisMachine());
        }
        return loaded;
    }

    /** The file it was loaded from. */
    public Path path() {
        return path;
    }

    /** As in {@code 2.2.2}. */
    public String version() {
        return version;
    }

    StructLayout layout() {
        return layout;
    }

    /** Loads the first supported library of a search. */
    static MujocoLibrary load(LibrarySearch search) {
        List<String> refused = new ArrayList<>();
        for (Path candidate : search.candidates()) {
            Optional<NativeLibrary> library = open(candidate, refused);
            Optional<StructLayout> layout = library.flatMap(l -> layoutOf(l, candidate, refused));
            if (layout.isPresent()) {
                return bind(library.orElseThrow(), candidate, layout.get());
            }
        }
        throw new MujocoUnavailableException(explain(search.chosen(), refused));
    }

    private static Optional<NativeLibrary> open(Path candidate, List<String> refused) {
        try {
            Map<String, Object> options = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");
            return Optional.of(NativeLibrary.getInstance(candidate.toString(), options));
        } catch (UnsatisfiedLinkError e) {
            refused.add(candidate + " does not load (" + firstLine(e.getMessage()) + ")");
            return Optional.empty();
        }
    }

    private static Optional<StructLayout> layoutOf(NativeLibrary library, Path candidate, List<String> refused) {
        int version;
        try {
            version = library.getFunction("mj_version").invokeInt(new Object[0]);
        } catch (UnsatisfiedLinkError e) {
            refused.add(candidate + " is not MuJoCo");
            return Optional.empty();
        }
        Optional<StructLayout> layout = layoutFor(version, Native.POINTER_SIZE);
        if (layout.isEmpty()) {
            refused.add(candidate + " is version " + StructLayout.name(version) + ", which is not supported");
        }
        return layout;
    }

    /** Tables hold for 64-bit processes only. */
    static Optional<StructLayout> layoutFor(int version, int pointerSize) {
        return pointerSize == 8 ? StructLayout.of(version) : Optional.empty();
    }

    private static MujocoLibrary bind(NativeLibrary functions, Path path, StructLayout layout) {
        MujocoNative.bind(functions);
        setHandler(functions, "mju_user_error", ON_ERROR);
        setHandler(functions, "mju_user_warning", ON_WARNING);
        MujocoLibrary library = new MujocoLibrary(path, layout);
        LayoutProbe.check(library);
        return library;
    }

    private static void setHandler(NativeLibrary library, String variable, MujocoNative.MessageHandler handler) {
        Pointer function = CallbackReference.getFunctionPointer(handler);
        library.getGlobalVariableAddress(variable).setPointer(0, function);
    }

    /** One sentence for the user. */
    static String explain(Path chosen, List<String> refused) {
        if (!refused.isEmpty()) {
            return "No usable MuJoCo was found: " + String.join("; ", refused) + "; " + REMEDY + ".";
        }
        if (chosen != null) {
            return "MuJoCo was not found: -D" + LibrarySearch.PROPERTY + "=" + chosen + " is not a file; " + REMEDY
                    + ".";
        }
        return "MuJoCo 2.2.2 was not found: " + REMEDY + ".";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /**
     * An internal error of the engine, such as an exhausted stack. It must not return into the engine, whose memory is no longer
     * sound, nor can an exception cross C code: the process ends, as it would without a handler, but says why and waits for no key.
     */
    private static void halt(String message) {
        System.err.println("MuJoCo stopped with an internal error: " + message);
        System.err.flush();
        Runtime.getRuntime().halt(1);
    }
}
