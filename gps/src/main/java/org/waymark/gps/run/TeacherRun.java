package org.waymark.gps.run;

import java.nio.file.Path;
import java.util.Map;
import org.waymark.distillation.NetworkPolicy;

/**
 * A run whose policy is to teach.
 *
 * @param folder where it is
 * @param experiment its name
 * @param policy what it returned
 */
public record TeacherRun(RunFolder folder, String experiment, NetworkPolicy policy) {
    /**
     * Reads the run in a folder.
     *
     * @throws RunFolderException if there is none, if another version of this program made it, or if it has no policy; the message names it
     */
    public static TeacherRun open(Path path) {
        RunFolder folder = RunFolder.open(path);
        Map<String, Object> meta = folder.meta();
        String version = String.valueOf(meta.get(Meta.PROGRAM));
        if (!version.equals(Meta.version())) {
            throw new RunFolderException(path + ": this run was made by waymark " + version + ", this is "
                    + Meta.version() + "; train it again to teach with it");
        }
        return new TeacherRun(folder, String.valueOf(meta.get("experiment")), PolicyFiles.read(folder));
    }
}
