package org.waymark.gps.experiment;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.waymark.sim.WrittenName;

/** Records to text, such that {@link RecordReader} makes equal records of it. */
final class RecordWriter {
    private static final DumpSettings SETTINGS =
            DumpSettings.builder().setWidth(120).setSplitLines(false).build();

    private RecordWriter() {}

    static String write(Record root) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS)
                        .serializeOne(record(root, false))
                        .iterator());
    }

    private static Node record(Record record, boolean typed) {
        Optional<?> defaults = RecordReader.defaults(record.getClass());
        List<NodeTuple> tuples = new ArrayList<>();
        if (typed) {
            tuples.add(new NodeTuple(text(KeyNames.TYPE), text(KeyNames.kebab(record.getClass()))));
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = RecordReader.get(component, record);
            if (value instanceof Optional<?> optional) {
                // What is left out reads back as the default, which need not be empty.
                boolean said = optional.isPresent()
                        || defaults.isPresent()
                                && !RecordReader.get(component, defaults.get()).equals(optional);
                if (said) {
                    Node node = optional.isPresent() ? node(optional.get(), component) : plain(Tag.NULL, "null");
                    tuples.add(new NodeTuple(text(component.getName()), node));
                }
            } else {
                tuples.add(new NodeTuple(text(component.getName()), node(value, component)));
            }
        }
        return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node node(Object value, RecordComponent component) {
        if (value instanceof Record record) {
            return record(record, isChosen(record.getClass()));
        }
        if (value instanceof List<?> list) {
            return sequence(list.stream().map(item -> node(item, component)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            List<NodeTuple> tuples = new ArrayList<>();
            map.forEach((name, item) -> tuples.add(new NodeTuple(text(name.toString()), node(item, component))));
            return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        if (value instanceof double[] numbers) {
            return sequence(
                    Arrays.stream(numbers).mapToObj(RecordWriter::decimal).toList());
        }
        if (value instanceof int[] numbers) {
            return sequence(Arrays.stream(numbers)
                    .mapToObj(number -> plain(Tag.INT, Integer.toString(number)))
                    .toList());
        }
        if (value instanceof Double number) {
            return decimal(number);
        }
        if (value instanceof Integer || value instanceof Long) {
            return plain(Tag.INT, value.toString());
        }
        if (value instanceof Boolean) {
            return plain(Tag.BOOL, value.toString());
        }
        if (value instanceof Enum<?> constant) {
            return text(WrittenName.of(constant));
        }
        if (value instanceof String string) {
            return text(string);
        }
        throw new IllegalArgumentException(component.getName() + ": a configuration cannot hold a "
                + value.getClass().getName());
    }

    /** Whether a record is read by its {@code type}: it is one of the records of a sealed interface. */
    private static boolean isChosen(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    private static Node sequence(List<Node> items) {
        boolean flat = items.stream().allMatch(ScalarNode.class::isInstance);
        return new SequenceNode(Tag.SEQ, items, flat ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node decimal(double value) {
        if (Double.isNaN(value)) {
            return plain(Tag.FLOAT, ".nan");
        }
        if (Double.isInfinite(value)) {
            return plain(Tag.FLOAT, value > 0 ? ".inf" : "-.inf");
        }
        return plain(Tag.FLOAT, Double.toString(value));
    }

    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, ScalarStyle.PLAIN);
    }

    private static Node text(String text) {
        // The reader's idea of a plain number or null is wider than the emitter's, so all but simple names are quoted.
        boolean name = text.matches("[A-Za-z][A-Za-z0-9_./-]*") && !new Yaml.Scalar(text, true, "").isNothing();
        return new ScalarNode(Tag.STR, text, name ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }
}
