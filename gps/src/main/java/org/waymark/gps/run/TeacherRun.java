package org.waymark.gps.run;

import java.nio.file.Path;
import java.util.Map;
import org.waymark.distillation.NetworkPolicy;

/**
 * A run whose policy is to teach.
 *
 * @param name its folder, as it was given
 * @param folder where it is
 * @param experiment its name
 * @param policy what it returned
 * @param digest of what the student depends on: experiment and policy
 */
public record TeacherRun(String name, RunFolder folder, String experiment, NetworkPolicy policy, String digest) {
    /**
     * Reads the run in a folder.
     *
     * @throws RunFolderException if there is none, if another version of this program made it, or if it has no policy; the message names it
     */
    public static TeacherRun open(Path path) {
        return open(path.toString(), path);
    }

    /** The same, if the folder was given as {@code name}, which may lead elsewhere now. */
    static TeacherRun open(String name, Path path) {
        RunFolder folder = RunFolder.open(path);
        Map<String, Object> meta = folder.meta();
        String version = String.valueOf(meta.get(Meta.PROGRAM));
        if (!version.equals(Meta.version())) {
            throw new RunFolderException(path + ": this run was made by waymark " + version + ", this is "
                    + Meta.version() + "; train it again to teach with it");
        }
        NetworkPolicy policy = PolicyFiles.read(folder);
        String experiment = String.valueOf(meta.get(Meta.EXPERIMENT));
        String digest = Digest.of(experiment + "\n" + folder.read(RunFolder.CONFIG) + PolicyFiles.digest(folder));
        return new TeacherRun(name, folder, experiment, policy, digest);
    }
}
