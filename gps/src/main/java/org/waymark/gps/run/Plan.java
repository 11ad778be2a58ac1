package org.waymark.gps.run;

import org.waymark.gps.experiment.Experiment;
import org.waymark.sim.WrittenName;

/**
 * What a run is, before it begins.
 *
 * @param name of the experiment
 * @param algorithm as it is written in files
 * @param task name of the plant
 * @param seed the one seed
 * @param iterations how many there will be
 */
record Plan(String name, String algorithm, String task, long seed, int iterations) {
    /** That of an experiment. */
    static Plan of(String name, Experiment experiment) {
        return new Plan(
                name,
                WrittenName.of(experiment.algorithm().name()),
                experiment.task().name(),
                experiment.seed(),
                experiment.algorithm().iterations());
    }
}
