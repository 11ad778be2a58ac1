package org.waymark.distillation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Between {@link NetworkPolicy} and DL4J's {@link MultiLayerNetwork}, both ways.
 *
 * <p>The DL4J network takes raw observations and gives raw controls: whitening is folded into its first and last layer. Both agree to
 * rounding, a few 1e-15 relative; to save a policy to the same bits use {@link PolicyStore}.
 */
public final class Dl4jNetworks {
    private Dl4jNetworks() {}

    /**
     * A DL4J network, in double precision, that computes the policy's mean from raw observations.
     *
     * @throws IllegalArgumentException if the policy is squashed
     */
    public static MultiLayerNetwork toNetwork(NetworkPolicy policy) {
        MultiLayerNetwork network = build(policy.requireLinearOutput().layout(), policy.activation(), new LossMSE());
        network.setParams(row(foldWhitening(policy)));
        return network;
    }

    /**
     * The policy whose mean a dense DL4J network computes.
     *
     * @param network dense layers of one activation, then an output layer with the identity; not modified
     * @param covariance [m × m], row-major, symmetric
     * @throws IllegalArgumentException if the network has other layers, or activations that differ or are not ours
     */
    public static NetworkPolicy fromNetwork(MultiLayerNetwork network, double[] covariance) {
        int layers = network.getnLayers();
        int[] sizes = new int[layers + 1];
        List<Activation> hidden = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            FeedForwardLayer layer = dense(network, l);
            sizes[l] = Math.toIntExact(layer.getNIn());
            sizes[l + 1] = Math.toIntExact(layer.getNOut());
            String activation = layer.getActivationFn().toString();
            if (l < layers - 1) {
                hidden.add(activation(activation, l));
            } else if (!activation.equals("identity")) {
                throw new IllegalArgumentException(
                        "layer " + l + ": expected activation identity in the last layer, found " + activation);
            }
        }
        if (hidden.stream().distinct().count() > 1) {
            throw new IllegalArgumentException("hidden layers: expected one activation, found " + hidden);
        }
        return new NetworkPolicy(
                sizes,
                hidden.isEmpty() ? Activation.RELU : hidden.get(0),
                network.params().toDoubleVector(),
                Whitening.identity(sizes[0]),
                Whitening.identity(sizes[layers]),
                covariance);
    }

    /** {@link #toNetwork} in the format of DL4J's {@link ModelSerializer}, a zip. */
    public static byte[] save(NetworkPolicy policy) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MultiLayerNetwork network = toNetwork(policy);
        try {
            ModelSerializer.writeModel(network, out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            network.close();
        }
        return out.toByteArray();
    }

    /**
     * {@link #fromNetwork} of a network that DL4J has saved.
     *
     * @throws IOException if it cannot be read
     */
    public static NetworkPolicy load(byte[] zip, double[] covariance) throws IOException {
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), false);
        try {
            return fromNetwork(network, covariance);
        } finally {
            network.close();
        }
    }

    /** A network of the given layers, with all parameters zero. */
    static MultiLayerNetwork build(LayerLayout layout, Activation activation, ILossFunction loss) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).list();
        int last = layout.layers() - 1;
        for (int l = 0; l < last; l++) {
            list.layer(new DenseLayer.Builder()
                    .nIn(layout.sizes[l])
                    .nOut(layout.sizes[l + 1])
                    .activation(dl4j(activation))
                    .build());
        }
        list.layer(new OutputLayer.Builder(loss)
                .nIn(layout.sizes[last])
                .nOut(layout.sizes[last + 1])
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init(row(new double[layout.parameterCount]), false);
        return network;
    }

    static INDArray row(double[] values) {
        return Nd4j.createFromArray(values).reshape(1, values.length);
    }

    /** W₁ diag(1/d), b₁ − W₁(a/d) in the first layer; S W, S b + c in the last. */
    private static double[] foldWhitening(NetworkPolicy policy) {
        LayerLayout layout = policy.layout();
        TrainedPolicy folded = Rewhitening.apply(
                new TrainedPolicy(policy, OptimizerState.fresh(layout.parameterCount), PolicyTrainer.UNTRAINED),
                Whitening.identity(policy.observationSize()),
                Whitening.identity(policy.controlSize()));
        return folded.policy().parameters();
    }

    private static FeedForwardLayer dense(MultiLayerNetwork network, int l) {
        org.deeplearning4j.nn.conf.layers.Layer layer =
                network.getLayerWiseConfigurations().getConf(l).getLayer();
        boolean last = l == network.getnLayers() - 1;
        if (last ? layer instanceof BaseOutputLayer : layer instanceof DenseLayer) {
            return (FeedForwardLayer) layer;
        }
        throw new IllegalArgumentException("layer " + l + ": expected " + (last ? "an output layer" : "a dense layer")
                + ", found " + layer.getClass().getSimpleName());
    }

    private static org.nd4j.linalg.activations.Activation dl4j(Activation activation) {
        return switch (activation) {
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case TANH -> org.nd4j.linalg.activations.Activation.TANH;
            case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
            case ELU -> org.nd4j.linalg.activations.Activation.ELU;
            case SWISH -> org.nd4j.linalg.activations.Activation.SWISH;
        };
    }

    private static Activation activation(String found, int l) {
        for (Activation ours : Activation.values()) {
            if (dl4j(ours).getActivationFunction().toString().equals(found)) {
                return ours;
            }
        }
        throw new IllegalArgumentException("layer " + l + ": activation " + found + " is none of "
                + java.util.Arrays.toString(Activation.values()));
    }
}
