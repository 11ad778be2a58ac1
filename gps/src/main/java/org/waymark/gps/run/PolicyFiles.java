package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OnnxExport;
import org.waymark.distillation.PolicyStore;

/**
 * The policies of a run: the returned one as {@code policy.npz}, read back here, and as {@code policy.onnx} for everyone else; that of the
 * last iteration as {@code last.npz}.
 */
public final class PolicyFiles {
    private static final String WEIGHTS = RunFolder.POLICY + "/policy.npz";
    private static final String LAST = RunFolder.POLICY + "/last.npz";
    private static final String ONNX = RunFolder.POLICY + "/policy.onnx";

    private PolicyFiles() {}

    static void write(RunFolder folder, NetworkPolicy policy) {
        folder.write(WEIGHTS, file -> Files.write(file, PolicyStore.toBytes(policy)));
        folder.write(ONNX, file -> Files.write(file, OnnxExport.write(policy)));
    }

    /** Whether the run has a policy that a file can hold. */
    static boolean exist(RunFolder folder) {
        return Files.exists(folder.resolve(WEIGHTS));
    }

    /** Of the file of the returned policy, which is there. */
    static String digest(RunFolder folder) {
        return Digest.of(folder.resolve(WEIGHTS));
    }

    /**
     * Reads the policy of a run.
     *
     * @throws RunFolderException if the run has none
     */
    public static NetworkPolicy read(RunFolder folder) {
        return read(folder, WEIGHTS);
    }

    private static NetworkPolicy read(RunFolder folder, String name) {
        if (!Files.exists(folder.resolve(name))) {
            throw new RunFolderException(folder.path()
                    + ": this run has no policy (it was local-only, or ended before its first iteration)");
        }
        try {
            return PolicyStore.policyFrom(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new RunFolderException(folder.resolve(name) + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        }
    }

    /**
     * Writes an exported policy to where the user wants it: either all of it appears, or nothing.
     *
     * @throws RunFolderException if there is something already, or the file cannot be written
     */
    public static void export(Path out, byte[] model) {
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunFolderException("--out " + out + ": exists already; give another name, or delete it");
        }
        try {
            AtomicFile.write(out, file -> Files.write(file, model));
        } catch (UncheckedIOException e) {
            throw new RunFolderException("--out " + e.getMessage(), e);
        }
    }

    /** There is none yet. */
    static void clear(RunFolder folder) {
        List.of(WEIGHTS, ONNX, LAST).forEach(folder::delete);
    }

    /** The policy of the last iteration, which need not be the returned one. */
    static void writeLast(RunFolder folder, NetworkPolicy policy) {
        folder.write(LAST, file -> Files.write(file, PolicyStore.toBytes(policy)));
    }

    /**
     * Reads the policy of the last iteration.
     *
     * @throws RunFolderException if the run has none
     */
    public static NetworkPolicy readLast(RunFolder folder) {
        return read(folder, LAST);
    }
}
