package org.waymark.gps.run;

import java.io.IOException;
import java.nio.file.Files;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OnnxExport;
import org.waymark.distillation.PolicyStore;

/** The returned policy in a run folder: {@code policy.npz}, read back here, and {@code policy.onnx} for everyone else. */
public final class PolicyFiles {
    private static final String WEIGHTS = RunFolder.POLICY + "/policy.npz";
    private static final String ONNX = RunFolder.POLICY + "/policy.onnx";

    private PolicyFiles() {}

    static void write(RunFolder folder, NetworkPolicy policy) {
        folder.write(WEIGHTS, file -> Files.write(file, PolicyStore.toBytes(policy)));
        folder.write(ONNX, file -> Files.write(file, OnnxExport.write(policy)));
    }

    /**
     * Reads the policy of a run.
     *
     * @throws RunFolderException if the run has none
     */
    public static NetworkPolicy read(RunFolder folder) {
        if (!Files.exists(folder.resolve(WEIGHTS))) {
            throw new RunFolderException(folder.path()
                    + ": this run has no policy (it was local-only, or ended before its first iteration)");
        }
        try {
            return PolicyStore.policyFrom(Files.readAllBytes(folder.resolve(WEIGHTS)));
        } catch (IOException e) {
            throw new RunFolderException(folder.resolve(WEIGHTS) + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        }
    }

    /**
     * Reads the policy that an iteration made, from its checkpoint; those of the last two iterations are kept.
     *
     * @throws RunFolderException if there is no such checkpoint, or no policy in it
     */
    public static NetworkPolicy read(RunFolder folder, int iteration) {
        return Checkpoints.read(folder, iteration)
                .policy()
                .orElseThrow(() -> new RunFolderException(folder.path() + ": this run has no policy"))
                .policy();
    }
}
