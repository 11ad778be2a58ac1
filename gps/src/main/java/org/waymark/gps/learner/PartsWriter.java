package org.waymark.gps.learner;

import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.TrainingReport;
import org.waymark.distillation.Whitening;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelBytes;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.clustering.Clustering;

/** Writes what states of several kinds hold, component by component in the order of their records; {@link PartsReader} is its mirror image. */
public final class PartsWriter {
    /** What follows the name of the activation of a squashed network. */
    static final String SQUASHED = " squashed";

    private final BinaryWriter out;
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

    public PartsWriter(BinaryWriter out) {
        this.out = out;
    }

    public void clustering(Clustering clustering) {
        out.writeDoubles(clustering.spread());
        out.writeList(clustering.centres(), centre -> {
            out.writeDoubles(centre.features());
            out.writeDouble(centre.weight());
        });
        out.writeOptional(clustering.choice(), choice -> {
            out.writeList(choice.candidates(), candidate -> {
                out.writeInt(candidate.clusters());
                out.writeDouble(candidate.logLikelihood());
                out.writeDouble(candidate.shortfall());
                out.writeDouble(candidate.standardError());
            });
            out.writeInt(choice.clusters());
        });
    }

    public void best(BestPolicy best) {
        network(best.policy());
        out.writeDouble(best.cost());
        out.writeDouble(best.success());
        out.writeInt(best.iteration());
    }

    public void trained(TrainedPolicy trained) {
        shared(trained, value -> {
            network(value.policy());
            OptimizerState optimizer = value.optimizer();
            out.writeLong(optimizer.steps());
            out.writeDoubles(optimizer.firstMoment());
            out.writeDoubles(optimizer.secondMoment());
            TrainingReport report = value.report();
            out.writeDouble(report.lossBefore());
            out.writeDouble(report.lossAfter());
            out.writeInt(report.steps());
            out.writeText(report.status().name());
        });
    }

    public void network(NetworkPolicy policy) {
        shared(policy, value -> {
            out.writeInts(value.sizes());
            out.writeText(value.activation().name() + (value.isSquashed() ? SQUASHED : ""));
            out.writeDoubles(value.parameters());
            whitening(value.observationWhitening());
            whitening(value.controlWhitening());
            out.writeDoubles(value.covariance());
        });
    }

    /** As {@link ModelBytes} has it. */
    public void model(LearnedDynamics model) {
        shared(model, value -> {
            byte[] bytes = ModelBytes.write(value);
            out.writeInt(bytes.length);
            out.writeBytes(bytes);
        });
    }

    private void whitening(Whitening whitening) {
        out.writeDoubles(whitening.mean());
        out.writeDoubles(whitening.deviation());
    }

    /** What is held in more than one place is written once; then its number stands for it. */
    public <E> void shared(E value, Consumer<E> content) {
        Integer number = numbers.get(value);
        out.writeInt(number == null ? -1 : number);
        if (number == null) {
            content.accept(value);
            numbers.put(value, numbers.size());
        }
    }
}
