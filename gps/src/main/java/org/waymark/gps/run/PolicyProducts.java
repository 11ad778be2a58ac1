package org.waymark.gps.run;

import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.Standing;

/**
 * The policy of one task, and how the number of its clusters was found.
 *
 * @param learner who makes it
 */
record PolicyProducts<S>(Learner<S> learner) implements Products<S> {
    @Override
    public void write(RunFolder folder, S state) {
        Standing standing = learner.standing(state);
        standing.policy().ifPresent(policy -> PolicyFiles.writeLast(folder, policy));
        standing.best()
                .filter(best -> best.iteration() == standing.iteration())
                .flatMap(Standing.Best::policy)
                .ifPresent(policy -> PolicyFiles.write(folder, policy));
        if (standing.iteration() == 1) {
            standing.clusterChoice().ifPresent(choice -> ClusterFile.write(folder, choice));
        }
    }

    @Override
    public void restore(RunFolder folder, S state) {
        Standing standing = learner.standing(state);
        folder.makeFolder(RunFolder.POLICY);
        if (standing.policy().isEmpty()) {
            PolicyFiles.clear(folder);
        }
        standing.policy().ifPresent(policy -> PolicyFiles.writeLast(folder, policy));
        standing.best().flatMap(Standing.Best::policy).ifPresent(policy -> PolicyFiles.write(folder, policy));
        standing.clusterChoice().ifPresent(choice -> ClusterFile.write(folder, choice));
    }

    @Override
    public Verdict judge(S state) {
        return Verdict.of(learner.evaluate(state));
    }
}
