package org.waymark.gps.run;

import java.util.ArrayList;
import java.util.List;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.learner.Learner;
import org.waymark.sim.ControlLaw;

/** What the returned policy of a run does: that of its policy file or, where no such file can hold it, of its last checkpoint. */
public final class SavedLaw {
    private SavedLaw() {}

    /**
     * @param experiment as the run was trained
     * @throws RunFolderException if the run has no policy, or its checkpoint cannot be read
     */
    public static ControlLaw read(RunFolder folder, Experiment experiment, Task task) {
        if (PolicyFiles.exist(folder)) {
            return ControlLaw.of(PolicyFiles.read(folder));
        }
        try (Learner<?> learner = Learners.of(experiment, task, 1, phase -> {})) {
            return law(folder, learner);
        }
    }

    private static <S> ControlLaw law(RunFolder folder, Learner<S> learner) {
        List<String> remarks = new ArrayList<>();
        return Checkpoints.newest(folder, learner.format(), Integer.MAX_VALUE, remarks)
                .flatMap(found -> learner.law(found.state()))
                .orElseThrow(() -> new RunFolderException(folder.path()
                        + ": this run has no policy (it was local-only, or ended before its first iteration)"
                        + (remarks.isEmpty() ? "" : "; " + String.join("; ", remarks))));
    }
}
