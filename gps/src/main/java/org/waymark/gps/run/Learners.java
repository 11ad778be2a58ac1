package org.waymark.gps.run;

import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Teacher;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.guided.GuidedLearner;
import org.waymark.gps.learner.network.NetworkLearner;

/** Which learner an experiment asks for. */
final class Learners {
    private Learners() {}

    /**
     * Makes it; nothing is simulated yet.
     *
     * @throws IllegalArgumentException if task and experiment do not fit together
     */
    static Learner<?> of(Experiment experiment, Task task, int threads, Phase.Listener phases) {
        if (experiment.algorithm().teacher() == Teacher.NETWORK) {
            return new NetworkLearner(task, experiment.gpsOptions(), experiment.seed(), threads, phases);
        }
        return new GuidedLearner(task, experiment.gpsOptions(), experiment.seed(), threads, phases);
    }
}
