package org.waymark.distillation.classification;

import java.util.Arrays;
import org.waymark.distillation.Activation;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.distillation.StochasticDescent;
import org.waymark.distillation.TrainingReport;
import org.waymark.distillation.TrainingReport.Status;
import org.waymark.distillation.Whitening;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.RandomStreams;

/**
 * Trains a small network on labels, or to say what a teacher says (Hinton, Vinyals and Dean 2015).
 *
 * <p>min_θ 1/N Σ_n L_n(θ) + ½ω‖θ‖², with L the {@link SoftTargetLoss} and θ the parameters behind whitened inputs. With the same seed
 * and the same number of examples, a student of labels and a student of a teacher begin from the same weights and see the same batches.
 *
 * <p>Deterministic: the same bits for the same arguments, on one thread. Stateless and thread-safe.
 *
 * @param options of the network and the descent
 */
public record ClassifierTrainer(ClassifierOptions options) {
    /**
     * Trains on labels alone, by cross-entropy.
     *
     * @param seed of the first weights and of the order in which examples are drawn
     * @throws IllegalArgumentException if there are no examples, or naming the first row without a label
     * @throws NonFiniteException if the loss is NaN or infinite
     */
    public TrainedClassifier train(LabelledData data, long seed) {
        return descend(new double[0], data, SoftTargetLoss.hardLabels(), seed);
    }

    /**
     * Asks the teacher of every example at the loss's temperature, and trains on what it says.
     *
     * @param teacher any classifier, an ensemble among them
     * @param transfer labels are read only if the loss has a hard part
     * @param seed of the first weights and of the order in which examples are drawn
     * @throws IllegalArgumentException if there are no examples, if sizes disagree, or naming the first row that lacks a label the loss
     *     asks for
     * @throws NonFiniteException if the loss is NaN or infinite
     */
    public TrainedClassifier distill(Classifier teacher, LabelledData transfer, SoftTargetLoss loss, long seed) {
        return distill(SoftTargets.of(teacher, transfer, loss.temperature()), transfer, loss, seed);
    }

    /**
     * Trains on soft targets that were computed before.
     *
     * @param targets row by row those of {@code transfer}, at the loss's temperature
     * @param transfer labels are read only if the loss has a hard part
     * @param seed of the first weights and of the order in which examples are drawn
     * @throws IllegalArgumentException as for a teacher, or if the temperatures differ
     * @throws NonFiniteException if the loss is NaN or infinite
     */
    public TrainedClassifier distill(SoftTargets targets, LabelledData transfer, SoftTargetLoss loss, long seed) {
        Shapes.require(
                targets.size() == transfer.size() && targets.classes() == transfer.classes(),
                "soft targets: expected " + transfer.size() + " rows of " + transfer.classes() + " classes, found "
                        + targets.size() + " of " + targets.classes());
        Shapes.require(
                targets.temperature() == loss.temperature(),
                "soft targets: expected temperature " + loss.temperature() + ", found " + targets.temperature());
        return descend(targets.probabilities(), transfer, loss, seed);
    }

    private TrainedClassifier descend(double[] soft, LabelledData data, SoftTargetLoss loss, long seed) {
        Shapes.require(data.size() > 0, "transfer set: no examples");
        requireLabels(data, loss);
        LayerLayout layout = LayerLayout.of(data.inputSize(), options.hidden(), data.classes());
        double[] ones = new double[data.size()];
        Arrays.fill(ones, 1);
        Whitening whitening = Whitening.of(data.inputs(), ones, data.inputSize(), options.whiteningFloor());
        Activation activation = options.activation();
        CategoricalGradient gradient = new CategoricalGradient(
                layout,
                activation,
                Math.min(options.batchSize(), data.size()),
                loss,
                rows(whitening.apply(data.inputs()), data.inputSize()),
                soft,
                data.labels(),
                data.classes());
        double[] initial = layout.randomParameters(activation, 1, new RandomStreams(seed).stream("network", 0, 0, 0));
        double[] parameters = initial.clone();
        StochasticDescent descent = descent();
        double lossBefore = gradient.loss(initial);
        descent.run(gradient, data.size(), OptimizerState.fresh(parameters.length), parameters, seed);
        double lossAfter = gradient.loss(parameters);
        boolean improved = lossAfter + descent.penalty(parameters) <= lossBefore + descent.penalty(initial);
        return new TrainedClassifier(
                classifier(layout, improved ? parameters : initial, whitening),
                new TrainingReport(
                        lossBefore,
                        improved ? lossAfter : lossBefore,
                        options.steps(),
                        improved ? Status.IMPROVED : Status.KEPT_PREVIOUS));
    }

    private StochasticDescent descent() {
        return new StochasticDescent(
                options.steps(),
                options.batchSize(),
                options.learningRate(),
                options.finalLearningRate(),
                options.weightDecay());
    }

    private NetworkClassifier classifier(LayerLayout layout, double[] parameters, Whitening inputs) {
        int[] sizes = layout.sizes();
        int classes = sizes[sizes.length - 1];
        return new NetworkClassifier(new NetworkPolicy(
                sizes,
                options.activation(),
                parameters,
                inputs,
                Whitening.identity(classes),
                new double[classes * classes]));
    }

    private static void requireLabels(LabelledData data, SoftTargetLoss loss) {
        for (int n = 0; loss.hardWeight() > 0 && n < data.size(); n++) {
            Shapes.require(
                    data.label(n) != LabelledData.UNLABELLED,
                    "transfer set, row " + n + ": no label, but labels weigh " + loss.hardWeight());
        }
    }

    private static double[][] rows(double[] flat, int size) {
        double[][] rows = new double[flat.length / size][];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = Arrays.copyOfRange(flat, n * size, (n + 1) * size);
        }
        return rows;
    }
}
