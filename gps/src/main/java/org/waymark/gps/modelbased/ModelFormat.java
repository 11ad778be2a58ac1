package org.waymark.gps.modelbased;

import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;

/** Learned models as part of a learner's state. */
public final class ModelFormat {
    public void write(LearnedDynamics model, BinaryWriter out) {
        throw new UnsupportedOperationException("soon");
    }

    public LearnedDynamics read(BinaryReader in) {
        throw new UnsupportedOperationException("soon");
    }
}
