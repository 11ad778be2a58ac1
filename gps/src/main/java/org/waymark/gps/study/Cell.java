package org.waymark.gps.study;

import java.util.LinkedHashMap;
import java.util.Map;
import org.waymark.gps.experiment.Experiment;

/**
 * One run of a study: a variant with a seed.
 *
 * @param variant of which it is a run
 * @param seed of the run
 * @param experimentName name of the experiment
 * @param experiment resolved, with the seed in it
 * @param evaluations by the names of the measures that are evaluations: the experiment that these are made in
 */
record Cell(
        StudyVariant variant,
        long seed,
        String experimentName,
        Experiment experiment,
        Map<String, Experiment> evaluations) {
    Cell {
        evaluations = new LinkedHashMap<>(evaluations);
    }

    @Override
    public String toString() {
        return variant.name() + ", seed " + seed;
    }
}
