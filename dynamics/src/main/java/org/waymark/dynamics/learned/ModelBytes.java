package org.waymark.dynamics.learned;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.waymark.distillation.Activation;
import org.waymark.distillation.Whitening;

/** Learned models as bytes, big-endian, and back: the model that is read predicts the same bits as the one that was written. */
public final class ModelBytes {
    /** Begins every model; whatever changes the layout changes this number. */
    private static final int FORMAT = 0x574D4C31;

    private static final int NETWORKS = 1;
    private static final int LINEAR = 2;
    private static final int PROCESSES = 3;

    private ModelBytes() {}

    /**
     * Writes a model that a {@link ModelLearner} made.
     *
     * @throws IllegalArgumentException if it is somebody else's
     */
    public static byte[] write(LearnedDynamics model) {
        Output out = new Output();
        out.putInt(FORMAT);
        if (model instanceof NetworkDynamics networks) {
            out.putInt(NETWORKS);
            out.space(networks.space);
            out.ints(networks.hidden);
            out.putInt(networks.activation.ordinal());
            out.putInt(networks.probabilistic ? 1 : 0);
            out.putInt(networks.members());
            networks.parameters.forEach(out::doubles);
            out.ints(networks.elites());
            out.doubles(new double[] {networks.typicalDisagreement});
        } else if (model instanceof BayesianLinearDynamics linear) {
            out.putInt(LINEAR);
            out.space(linear.space);
            out.doubles(linear.weights);
            out.doubles(linear.noise);
            out.doubles(linear.inverse);
            out.doubles(new double[] {linear.typicalDisagreement});
        } else if (model instanceof GaussianProcessDynamics gaussian) {
            out.putInt(PROCESSES);
            out.space(gaussian.space);
            out.doubles(gaussian.points);
            for (GaussianProcess process : gaussian.processes) {
                out.doubles(process.parameters);
                out.doubles(process.targets);
            }
            out.doubles(new double[] {gaussian.typicalDisagreement});
        } else {
            throw new IllegalArgumentException("model bytes: expected a model that was trained here, found "
                    + model.getClass().getName());
        }
        return out.bytes();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it did not write these bytes
     */
    public static LearnedDynamics read(byte[] bytes) {
        Input in = new Input(ByteBuffer.wrap(bytes));
        try {
            int format = in.getInt();
            if (format != FORMAT) {
                throw new IllegalArgumentException("model bytes: expected format " + FORMAT + ", found " + format);
            }
            int kind = in.getInt();
            ModelSpace space = in.space();
            return switch (kind) {
                case NETWORKS -> networks(in, space);
                case LINEAR ->
                    new BayesianLinearDynamics(space, in.doubles(), in.doubles(), in.doubles(), in.doubles()[0]);
                case PROCESSES -> processes(in, space);
                default -> throw new IllegalArgumentException("model bytes: expected a kind of model, found " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("model bytes: expected more than " + bytes.length, e);
        }
    }

    private static NetworkDynamics networks(Input in, ModelSpace space) {
        int[] hidden = in.ints();
        Activation activation = Activation.values()[in.getInt()];
        boolean probabilistic = in.getInt() == 1;
        int members = in.getInt();
        List<double[]> parameters = new ArrayList<>();
        for (int k = 0; k < members; k++) {
            parameters.add(in.doubles());
        }
        return new NetworkDynamics(space, hidden, activation, probabilistic, parameters, in.ints(), in.doubles()[0]);
    }

    private static GaussianProcessDynamics processes(Input in, ModelSpace space) {
        double[] points = in.doubles();
        List<GaussianProcess> processes = new ArrayList<>();
        for (int j = 0; j < space.outputs; j++) {
            processes.add(GaussianProcess.of(in.doubles(), points, in.doubles()));
        }
        return new GaussianProcessDynamics(space, points, processes, in.doubles()[0]);
    }

    private static final class Output {
        private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

        void putInt(int value) {
            room(Integer.BYTES).putInt(value);
        }

        void ints(int[] values) {
            putInt(values.length);
            for (int value : values) {
                putInt(value);
            }
        }

        void doubles(double[] values) {
            putInt(values.length);
            ByteBuffer to = room(values.length * Double.BYTES);
            for (double value : values) {
                to.putDouble(value);
            }
        }

        void flags(boolean[] values) {
            putInt(values.length);
            for (boolean value : values) {
                putInt(value ? 1 : 0);
            }
        }

        void space(ModelSpace space) {
            putInt(space.n);
            putInt(space.m);
            putInt(space.cost ? 1 : 0);
            flags(space.angle);
            flags(space.difference);
            doubles(space.input.mean());
            doubles(space.input.deviation());
            doubles(space.output.mean());
            doubles(space.output.deviation());
        }

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                buffer = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes))
                        .put(buffer.flip());
            }
            return buffer;
        }

        byte[] bytes() {
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        }
    }

    private record Input(ByteBuffer buffer) {
        int getInt() {
            return buffer.getInt();
        }

        int[] ints() {
            int[] values = new int[length(Integer.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.getInt();
            }
            return values;
        }

        double[] doubles() {
            double[] values = new double[length(Double.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.getDouble();
            }
            return values;
        }

        boolean[] flags() {
            boolean[] values = new boolean[length(Integer.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.getInt() == 1;
            }
            return values;
        }

        ModelSpace space() {
            return new ModelSpace(
                    getInt(),
                    getInt(),
                    getInt() == 1,
                    flags(),
                    flags(),
                    new Whitening(doubles(), doubles()),
                    new Whitening(doubles(), doubles()));
        }

        private int length(int bytesEach) {
            int length = buffer.getInt();
            if (length < 0 || (long) length * bytesEach > buffer.remaining()) {
                throw new BufferUnderflowException();
            }
            return length;
        }
    }
}
