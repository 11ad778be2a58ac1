package org.waymark.dynamics.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.waymark.distillation.BatchNetwork;
import org.waymark.dynamics.learned.ModelOptions.Kind;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.derivative.WorkerThreads;

/** Trains the networks of an ensemble, or one network, each with a stream of random numbers of its own. */
final class NetworkTraining {
    /** On so many transitions at most errors on training data are reported. */
    private static final int JUDGED = 4000;

    /** The fraction of the training data on which members disagree less than is typical. */
    private static final double TYPICAL = 0.95;

    private final ModelOptions options;
    private final int members;

    NetworkTraining(ModelOptions options) {
        this.options = options;
        members = options.kind() == Kind.NETWORK ? 1 : options.members();
    }

    ModelFit fit(Transitions data, Optional<LearnedDynamics> previous, long seed, int threads) {
        ModelSpace space = ModelSpace.of(options, data, options.normalizeTargets());
        RandomStreams streams = new RandomStreams(seed);
        int[] order = IntStream.range(0, data.count()).toArray();
        shuffle(order, streams.stream("model hold-out", 0, 0, 0));
        int held = (int) (options.holdOut() * data.count());
        int[] heldOut = Arrays.copyOfRange(order, 0, held);
        int[] kept = Arrays.copyOfRange(order, held, order.length);
        BatchNetwork shape = network(space, 1);
        double[] x = space.inputs(data, shape.room(0));
        double[] y = space.targets(data);
        double[] weights = weights(y, space.outputs);
        Optional<NetworkDynamics> start = options.warmStart() ? usable(previous, space) : Optional.empty();

        MemberDescent.Trained[] trained = new MemberDescent.Trained[members];
        double[] trainingLoss = new double[members];
        double[] holdOutLoss = new double[held == 0 ? 0 : members];
        try (WorkerThreads workers = new WorkerThreads(Math.max(1, Math.min(threads, members)))) {
            workers.forEach(members, (worker, k) -> {
                RandomGenerator random = streams.stream("model member", 0, k, 0);
                MemberLoss loss = new MemberLoss(
                        options, network(space, Math.min(options.batchSize(), kept.length)), space.outputs, x, y);
                double[] parameters =
                        start.map(old -> Rewhitened.parameters(old, k, space)).orElseGet(() -> initial(loss, random));
                int[] samples = options.bootstrap() && members > 1 ? drawn(kept, random) : kept.clone();
                trained[k] = new MemberDescent(options, loss).run(parameters, samples, heldOut, weights, random);
                trainingLoss[k] = loss.squaredError(
                        trained[k].parameters(), Arrays.copyOf(kept, Math.min(kept.length, JUDGED)), weights);
                if (held > 0) {
                    holdOutLoss[k] = loss.squaredError(trained[k].parameters(), heldOut, weights);
                }
            });
        }
        return result(space, data, trained, held, trainingLoss, holdOutLoss);
    }

    private ModelFit result(
            ModelSpace space,
            Transitions data,
            MemberDescent.Trained[] trained,
            int held,
            double[] trainingLoss,
            double[] holdOutLoss) {
        List<double[]> parameters = new ArrayList<>();
        for (MemberDescent.Trained member : trained) {
            parameters.add(member.parameters());
        }
        NetworkDynamics model = new NetworkDynamics(
                space,
                options.hidden(),
                options.activation(),
                options.isProbabilistic(),
                parameters,
                elites(held == 0 ? trainingLoss : errors(trained)),
                1);
        ModelReport report = new ModelReport(
                data.count(),
                held,
                trainingLoss,
                holdOutLoss,
                Arrays.stream(trained).mapToInt(MemberDescent.Trained::epochs).toArray(),
                status(trained));
        return new ModelFit(model.withTypicalDisagreement(typicalDisagreement(model, data)), report);
    }

    private static double[] errors(MemberDescent.Trained[] trained) {
        return Arrays.stream(trained).mapToDouble(MemberDescent.Trained::error).toArray();
    }

    private static ModelReport.Status status(MemberDescent.Trained[] trained) {
        ModelReport.Status worst = ModelReport.Status.CONVERGED;
        for (MemberDescent.Trained member : trained) {
            worst = member.status().compareTo(worst) > 0 ? member.status() : worst;
        }
        return worst;
    }

    /** The members with the smallest errors, best first; those whose training failed at once come last. */
    private int[] elites(double[] errors) {
        return IntStream.range(0, members)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> Double.isNaN(errors[k]) ? Double.MAX_VALUE : errors[k]))
                .limit(Math.min(options.elites(), members))
                .mapToInt(k -> k)
                .toArray();
    }

    static double typicalDisagreement(LearnedDynamics model, Transitions data) {
        int count = Math.min(JUDGED, data.count());
        Transitions some = data.select(IntStream.range(0, count)
                .map(i -> (int) ((long) i * data.count() / count))
                .toArray());
        double[] ratio = new double[count];
        model.prediction(count).disagreement(some.rawStates(), some.rawControls(), count, ratio);
        Arrays.sort(ratio);
        return Math.max(ratio[(int) (TYPICAL * (count - 1))], Double.MIN_NORMAL);
    }

    private Optional<NetworkDynamics> usable(Optional<LearnedDynamics> previous, ModelSpace space) {
        return previous.filter(NetworkDynamics.class::isInstance)
                .map(NetworkDynamics.class::cast)
                .filter(old -> old.space.isLike(space)
                        && old.members() == members
                        && Arrays.equals(old.hidden, options.hidden())
                        && old.activation == options.activation()
                        && old.probabilistic == options.isProbabilistic());
    }

    private double[] initial(MemberLoss loss, RandomGenerator random) {
        double[] weights = loss.network.randomParameters(random);
        double[] parameters = Arrays.copyOf(weights, loss.parameterCount());
        int middle = (weights.length + parameters.length) / 2;
        Arrays.fill(parameters, weights.length, middle, LogVariance.MAXIMUM);
        Arrays.fill(parameters, middle, parameters.length, LogVariance.MINIMUM);
        return parameters;
    }

    private BatchNetwork network(ModelSpace space, int batch) {
        return NetworkDynamics.network(space, options.hidden(), options.activation(), options.isProbabilistic(), batch);
    }

    /** One over the variance of each output; one where it does not vary. */
    private static double[] weights(double[] y, int outputs) {
        double[] weights = new double[outputs];
        int count = y.length / outputs;
        for (int j = 0; j < outputs; j++) {
            double mean = 0;
            for (int i = 0; i < count; i++) {
                mean += y[i * outputs + j] / count;
            }
            double variance = 0;
            for (int i = 0; i < count; i++) {
                double d = y[i * outputs + j] - mean;
                variance += d * d / count;
            }
            weights[j] = variance > 1e-16 ? 1 / variance : 1;
        }
        return weights;
    }

    private static int[] drawn(int[] from, RandomGenerator random) {
        int[] samples = new int[from.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = from[random.nextInt(from.length)];
        }
        return samples;
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
