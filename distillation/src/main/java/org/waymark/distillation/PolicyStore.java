package org.waymark.distillation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waymark.distillation.NpzArchive.Entry;
import org.waymark.lqr.NonFiniteException;

/**
 * Policies as bytes, and back to the same bits.
 *
 * <p>The bytes are a NumPy archive ({@code numpy.load} opens it): {@code weights0} [out × in], {@code biases0} [out], …,
 * {@code observation_mean}, {@code observation_deviation}, {@code control_mean}, {@code control_deviation}, {@code covariance}, for a
 * {@link TrainedPolicy} also {@code adam_first_moment} and {@code adam_second_moment}; and a text entry {@code waymark-policy.txt} of
 * keys and values, {@code output tanh} among them if the policy is squashed.
 */
public final class PolicyStore {
    private static final String OUTPUT = "output";
    private static final String HEADER = "waymark-policy.txt";
    private static final String VERSION = "1";
    /** That of squashed policies, which earlier programs would misread. */
    private static final String SQUASHED_VERSION = "2";

    private PolicyStore() {}

    /** What is needed to act. */
    public static byte[] toBytes(NetworkPolicy policy) {
        Map<String, String> header = new LinkedHashMap<>();
        NpzArchive archive = new NpzArchive();
        putPolicy(policy, archive, header);
        return finish(archive, header);
    }

    /** What is needed to go on training, too. */
    public static byte[] toBytes(TrainedPolicy trained) {
        Map<String, String> header = new LinkedHashMap<>();
        NpzArchive archive = new NpzArchive();
        putPolicy(trained.policy(), archive, header);
        OptimizerState optimizer = trained.optimizer();
        TrainingReport report = trained.report();
        header.put("adam-steps", Long.toString(optimizer.steps()));
        header.put("loss-before", Double.toString(report.lossBefore()));
        header.put("loss-after", Double.toString(report.lossAfter()));
        header.put("steps", Integer.toString(report.steps()));
        header.put("status", report.status().name());
        archive.put("adam_first_moment", optimizer.firstMoment(), optimizer.firstMoment().length);
        archive.put("adam_second_moment", optimizer.secondMoment(), optimizer.secondMoment().length);
        return finish(archive, header);
    }

    /**
     * The policy that was saved, alone or with its training state.
     *
     * @throws IOException if the bytes are no saved policy, saying why
     */
    public static NetworkPolicy policyFrom(byte[] bytes) throws IOException {
        NpzArchive archive = NpzArchive.fromBytes(bytes);
        return readable(() -> policy(archive, header(archive)));
    }

    /**
     * The policy that was saved with its training state.
     *
     * @throws IOException if the bytes are no such thing, saying why
     */
    public static TrainedPolicy trainedFrom(byte[] bytes) throws IOException {
        NpzArchive archive = NpzArchive.fromBytes(bytes);
        return readable(() -> {
            Map<String, String> header = header(archive);
            OptimizerState optimizer = new OptimizerState(
                    Long.parseLong(value(header, "adam-steps")),
                    archive.get("adam_first_moment").values(),
                    archive.get("adam_second_moment").values());
            TrainingReport report = new TrainingReport(
                    Double.parseDouble(value(header, "loss-before")),
                    Double.parseDouble(value(header, "loss-after")),
                    Integer.parseInt(value(header, "steps")),
                    TrainingReport.Status.valueOf(value(header, "status")));
            return new TrainedPolicy(policy(archive, header), optimizer, report);
        });
    }

    private static void putPolicy(NetworkPolicy policy, NpzArchive archive, Map<String, String> header) {
        header.put("version", policy.isSquashed() ? SQUASHED_VERSION : VERSION);
        header.put("activation", policy.activation().key());
        if (policy.isSquashed()) {
            header.put(OUTPUT, Activation.TANH.key());
        }
        LayerLayout layout = policy.layout();
        double[] parameters = policy.parameters();
        for (int l = 0; l < layout.layers(); l++) {
            int in = layout.sizes[l];
            int out = layout.sizes[l + 1];
            double[] weights = new double[in * out];
            double[] biases = new double[out];
            System.arraycopy(parameters, layout.weightsAt[l], weights, 0, in * out);
            System.arraycopy(parameters, layout.biasesAt[l], biases, 0, out);
            archive.put("weights" + l, weights, out, in);
            archive.put("biases" + l, biases, out);
        }
        putWhitening("observation", policy.observationWhitening(), archive);
        putWhitening("control", policy.controlWhitening(), archive);
        archive.put("covariance", policy.covariance(), policy.controlSize(), policy.controlSize());
    }

    private static void putWhitening(String name, Whitening whitening, NpzArchive archive) {
        archive.put(name + "_mean", whitening.mean(), whitening.size());
        archive.put(name + "_deviation", whitening.deviation(), whitening.size());
    }

    private static byte[] finish(NpzArchive archive, Map<String, String> header) {
        StringBuilder text = new StringBuilder();
        header.forEach(
                (key, value) -> text.append(key).append(' ').append(value).append('\n'));
        archive.putText(HEADER, text.toString());
        return archive.toBytes();
    }

    private static NetworkPolicy policy(NpzArchive archive, Map<String, String> header) throws IOException {
        List<Entry> layers = new ArrayList<>();
        for (int l = 0; archive.has("weights" + l); l++) {
            layers.add(archive.get("weights" + l));
        }
        if (layers.isEmpty() || layers.stream().anyMatch(layer -> layer.shape().length != 2)) {
            throw new IOException("saved policy: no matrices weights0, weights1, …");
        }
        int[] sizes = new int[layers.size() + 1];
        sizes[0] = layers.get(0).shape()[1];
        for (int l = 0; l < layers.size(); l++) {
            sizes[l + 1] = layers.get(l).shape()[0];
        }
        LayerLayout layout = new LayerLayout(sizes);
        double[] parameters = new double[layout.parameterCount];
        for (int l = 0; l < layers.size(); l++) {
            copy("weights" + l, archive, parameters, layout.weightsAt[l], sizes[l] * sizes[l + 1]);
            copy("biases" + l, archive, parameters, layout.biasesAt[l], sizes[l + 1]);
        }
        return new NetworkPolicy(
                sizes,
                Activation.valueOf(value(header, "activation").toUpperCase(Locale.ROOT)),
                parameters,
                whitening("observation", archive),
                whitening("control", archive),
                archive.get("covariance").values(),
                header.containsKey(OUTPUT));
    }

    private static void copy(String name, NpzArchive archive, double[] out, int at, int length) throws IOException {
        double[] values = archive.get(name).values();
        if (values.length != length) {
            throw new IOException(
                    "saved policy: " + name + ": expected " + length + " numbers, found " + values.length);
        }
        System.arraycopy(values, 0, out, at, length);
    }

    private static Whitening whitening(String name, NpzArchive archive) throws IOException {
        return new Whitening(
                archive.get(name + "_mean").values(),
                archive.get(name + "_deviation").values());
    }

    private static Map<String, String> header(NpzArchive archive) throws IOException {
        Map<String, String> header = new LinkedHashMap<>();
        for (String line : archive.text(HEADER).lines().toList()) {
            int space = line.indexOf(' ');
            if (space > 0) {
                header.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        String version = value(header, "version");
        if (!version.equals(VERSION) && !version.equals(SQUASHED_VERSION)) {
            throw new IOException("saved policy: version " + version + ", this program reads " + VERSION + " and "
                    + SQUASHED_VERSION);
        }
        return header;
    }

    private static String value(Map<String, String> header, String key) throws IOException {
        String value = header.get(key);
        if (value == null) {
            throw new IOException("saved policy: no key " + key + " in " + HEADER);
        }
        return value;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Numbers and shapes that do not fit are the file's fault here, not the caller's. */
    private static <T> T readable(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IllegalArgumentException | NonFiniteException e) {
            throw new IOException("saved policy: " + e.getMessage(), e);
        }
    }
}
