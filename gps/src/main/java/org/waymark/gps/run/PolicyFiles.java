package org.waymark.gps.run;

import java.io.IOException;
import java.nio.file.Files;
import org.waymark.distillation.NetworkPolicy;

/** The returned policy in a run folder. */
public final class PolicyFiles {
    private static final String WEIGHTS = RunFolder.POLICY + "/policy.bin";

    private PolicyFiles() {}

    static void write(RunFolder folder, NetworkPolicy policy) {
        folder.write(WEIGHTS, file -> Files.write(file, StateCodec.encode(policy)));
    }

    /**
     * Reads the policy of a run.
     *
     * @throws RunFolderException if the run has none
     */
    public static NetworkPolicy read(RunFolder folder) {
        if (!Files.exists(folder.resolve(WEIGHTS))) {
            throw new RunFolderException(
                    folder.path() + ": this run has no policy (it was local-only, or ended before its first iteration)");
        }
        try {
            return StateCodec.decodePolicy(Files.readAllBytes(folder.resolve(WEIGHTS)));
        } catch (IOException e) {
            throw new RunFolderException(folder.resolve(WEIGHTS) + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        }
    }
}
