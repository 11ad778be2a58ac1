package org.waymark.lqr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Numbers of the 2017 reference implementation (cbfinn/gps), stored as JSON under {@code /reference}. */
public final class ReferenceCase {
    private final JsonNode root;

    private ReferenceCase(JsonNode root) {
        this.root = root;
    }

    /** @param name file name without its ending */
    public static ReferenceCase load(String name) {
        try (InputStream in = ReferenceCase.class.getResourceAsStream("/reference/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no reference case " + name);
            }
            return new ReferenceCase(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The subtree at a path such as {@code inputs/prev}. */
    public ReferenceCase at(String path) {
        return new ReferenceCase(node(path));
    }

    /** A number. */
    public double number(String path) {
        return node(path).doubleValue();
    }

    /** A nested list of numbers, flattened in row-major order. */
    public double[] array(String path) {
        List<Double> numbers = new ArrayList<>();
        flatten(node(path), numbers);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Slice {@code index} of the first dimension of a nested list, flattened. */
    public double[] slice(String path, int index) {
        List<Double> numbers = new ArrayList<>();
        flatten(node(path).get(index), numbers);
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A nested list of depth three, or of depth two as column vectors. */
    public TimeVaryingMatrix timeVarying(String path) {
        JsonNode steps = node(path);
        int rows = steps.get(0).size();
        int cols = steps.get(0).get(0).isArray() ? steps.get(0).get(0).size() : 1;
        return TimeVaryingMatrix.of(steps.size(), rows, cols, array(path));
    }

    private JsonNode node(String path) {
        JsonNode node = root;
        for (String name : path.split("/")) {
            node = node.get(name);
            if (node == null) {
                throw new IllegalArgumentException("no " + path + " in the reference case");
            }
        }
        return node;
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isNumber()) {
            into.add(node.doubleValue());
        } else {
            node.forEach(child -> flatten(child, into));
        }
    }
}
