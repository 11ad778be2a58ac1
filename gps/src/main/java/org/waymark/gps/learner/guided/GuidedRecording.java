package org.waymark.gps.learner.guided;

import java.util.ArrayList;
import java.util.List;
import org.waymark.gps.algorithm.Evidence;
import org.waymark.gps.algorithm.Iteration;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.learner.Recorder;
import org.waymark.gps.learner.Recording;
import org.waymark.gps.learner.Recording.Tube;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;

/** What an iteration of guided policy search looked like. */
final class GuidedRecording {
    private GuidedRecording() {}

    static Recording of(Iteration done, Task task) {
        Recorder recorder = new Recorder(task);
        for (int c = 0; c < done.evidence().size() && !done.brokeDown(); c++) {
            Evidence evidence = done.evidence().get(c);
            recorder.explored(c, evidence.rollouts(), i -> evidence.costs().toGo(i, 0));
        }
        done.policy().ifPresent(recorder::judged);
        List<Tube> tubes = new ArrayList<>();
        for (int c = 0; c < Math.min(Recorder.MOST_CLUSTERS, done.updates().size()); c++) {
            int cluster = c;
            done.updates().get(c).marginals().ifPresent(marginals -> tubes.add(tube(cluster, marginals)));
        }
        return recorder.recording(tubes);
    }

    private static Tube tube(int cluster, TrajectoryDistribution marginals) {
        int size = marginals.mean().rows();
        double[] deviations = new double[marginals.horizon() * size];
        for (int t = 0; t < marginals.horizon(); t++) {
            for (int i = 0; i < size; i++) {
                deviations[t * size + i] =
                        Math.sqrt(Math.max(0, marginals.covariance().get(t, i, i)));
            }
        }
        return new Tube(cluster, marginals.mean(), TimeVaryingMatrix.ofVectors(marginals.horizon(), size, deviations));
    }
}
