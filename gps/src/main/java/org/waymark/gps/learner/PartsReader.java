package org.waymark.gps.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waymark.distillation.Activation;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.TrainingReport;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelBytes;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.clustering.Centre;
import org.waymark.gps.clustering.ClusterChoice;
import org.waymark.gps.clustering.Clustering;

/** Reads what {@link PartsWriter} wrote: the same components in the same order. Arguments are evaluated from left to right. */
public final class PartsReader {
    private final BinaryReader in;
    private final List<Object> numbered = new ArrayList<>();

    public PartsReader(BinaryReader in) {
        this.in = in;
    }

    public Clustering clustering() {
        return new Clustering(
                in.readDoubles(),
                in.readList(() -> new Centre(in.readDoubles(), in.readDouble())),
                in.readOptional(() -> new ClusterChoice(
                        in.readList(() -> new ClusterChoice.Candidate(
                                in.readInt(), in.readDouble(), in.readDouble(), in.readDouble())),
                        in.readInt())));
    }

    public BestPolicy best() {
        return new BestPolicy(network(), in.readDouble(), in.readDouble(), in.readInt());
    }

    public TrainedPolicy trained() {
        return shared(
                TrainedPolicy.class,
                () -> new TrainedPolicy(
                        network(),
                        new OptimizerState(in.readLong(), in.readDoubles(), in.readDoubles()),
                        new TrainingReport(
                                in.readDouble(),
                                in.readDouble(),
                                in.readInt(),
                                TrainingReport.Status.valueOf(in.readText()))));
    }

    public NetworkPolicy network() {
        return shared(NetworkPolicy.class, () -> {
            int[] sizes = in.readInts();
            String kind = in.readText();
            boolean squashed = kind.endsWith(PartsWriter.SQUASHED);
            String activation = squashed ? kind.substring(0, kind.length() - PartsWriter.SQUASHED.length()) : kind;
            return new NetworkPolicy(
                    sizes,
                    Activation.valueOf(activation),
                    in.readDoubles(),
                    whitening(),
                    whitening(),
                    in.readDoubles(),
                    squashed);
        });
    }

    /** What {@link PartsWriter#model} wrote. */
    public LearnedDynamics model() {
        return shared(LearnedDynamics.class, () -> ModelBytes.read(in.readBytes()));
    }

    private Whitening whitening() {
        return new Whitening(in.readDoubles(), in.readDoubles());
    }

    /** What {@link PartsWriter#shared} wrote. */
    public <E> E shared(Class<E> type, Supplier<E> content) {
        int number = in.readInt();
        if (number >= 0) {
            return type.cast(numbered.get(number));
        }
        E value = content.get();
        numbered.add(value);
        return value;
    }
}
