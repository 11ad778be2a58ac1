package org.waymark.gps.imagination;

import java.util.List;
import org.waymark.distillation.Whitening;
import org.waymark.gps.modelbased.Episode;
import org.waymark.sim.SimulatorSpec;

/** How a policy learns in imagination. One caller at a time. */
public interface PolicyImprover extends AutoCloseable {
    /**
     * Who learns at first.
     *
     * @param observations whitens those of the first real episodes
     */
    Student first(SimulatorSpec spec, Whitening observations);

    /**
     * What a policy has become after an iteration's work in imagination.
     *
     * @param plant as it is known now
     * @param real all real episodes, which give the starts
     * @param iteration from 1
     */
    Improvement improve(Student student, ImaginedPlant plant, List<Episode> real, int iteration);

    @Override
    void close();
}
