package org.waymark.gps.modelbased;

import java.util.List;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** Episodes as part of a learner's state, to the last bit. */
public final class EpisodeFormat {
    private EpisodeFormat() {}

    public static void write(List<Episode> episodes, BinaryWriter out) {
        out.writeList(episodes, episode -> {
            Rollout rollout = episode.rollout();
            matrix(rollout.states(), out);
            matrix(rollout.controls(), out);
            matrix(rollout.observations(), out);
            out.writeInt(rollout.clipped());
            out.writeDoubles(episode.costs());
            out.writeDouble(episode.finalCost());
            out.writeInt(episode.ended() ? 1 : 0);
        });
    }

    public static List<Episode> read(BinaryReader in) {
        return List.copyOf(in.readList(() -> {
            TimeVaryingMatrix states = matrix(in);
            TimeVaryingMatrix controls = matrix(in);
            Rollout rollout = new Rollout(
                    states,
                    controls,
                    matrix(in),
                    TimeVaryingMatrix.zeros(controls.steps(), controls.rows(), 1),
                    in.readInt());
            return new Episode(rollout, in.readDoubles(), in.readDouble(), in.readInt() == 1);
        }));
    }

    private static void matrix(TimeVaryingMatrix vectors, BinaryWriter out) {
        out.writeInt(vectors.rows());
        out.writeDoubles(vectors.toArray());
    }

    private static TimeVaryingMatrix matrix(BinaryReader in) {
        int rows = in.readInt();
        double[] values = in.readDoubles();
        return TimeVaryingMatrix.ofVectors(values.length / rows, rows, values);
    }
}
