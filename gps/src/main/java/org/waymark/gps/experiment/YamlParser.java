package org.waymark.gps.experiment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Text to tree. Aliases are written out, within limits, so that no document can grow without bound. */
final class YamlParser {
    /** Characters in a document. */
    private static final int MAX_LENGTH = 1_000_000;

    /** Lists and groups of keys inside one another. */
    private static final int MAX_DEPTH = 50;

    /** Values in a document, after its aliases are written out. */
    private static final int MAX_VALUES = 100_000;

    private final String source;
    private final boolean withLines;
    private int values;

    private YamlParser(String source, boolean withLines) {
        this.source = source;
        this.withLines = withLines;
    }

    /**
     * The document, or nothing if it is empty.
     *
     * @param source its name in messages
     * @throws ConfigurationException if this is not one YAML document
     */
    static Optional<Yaml> document(String text, String source) {
        return new YamlParser(source, true).parse(text);
    }

    /** The value of an override; {@code source} alone is its place in messages. */
    static Yaml value(String text, String source) {
        return new YamlParser(source, false).parse(text).orElse(new Yaml.Scalar("", true, source));
    }

    /** Text from bytes that ought to be UTF-8. */
    static String decode(byte[] utf8, String source) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    "expected a YAML text in UTF-8, found bytes that are not (" + source + ")", e);
        }
    }

    private Optional<Yaml> parse(String withMark) {
        String text = withMark.startsWith("\uFEFF") ? withMark.substring(1) : withMark;
        if (text.length() > MAX_LENGTH) {
            throw new ConfigurationException("expected a YAML text of at most " + MAX_LENGTH + " characters, found "
                    + text.length() + " (" + source + ")");
        }
        refuseControlCharacters(text);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(MAX_VALUES)
                .build();
        try {
            refuseDepth(new Parse(settings).parseString(text));
            return new Compose(settings).composeString(text).map(root -> convert(root, place(root), 0));
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().map(this::place).orElse(source);
            throw new ConfigurationException("not valid YAML: " + e.getProblem() + " (" + where + ")", e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException("not valid YAML: " + e.getMessage() + " (" + source + ")", e);
        }
    }

    private void refuseControlCharacters(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c < ' ' && c != '\t' && c != '\r') {
                throw new ConfigurationException(String.format(
                        "expected a YAML text, found the control character 0x%02X (%s)", (int) c, place(line)));
            }
        }
    }

    /** Composing recurses into the document; its events do not. */
    private void refuseDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    if (++depth > MAX_DEPTH) {
                        throw tooDeep(event.getStartMark().map(this::place).orElse(source));
                    }
                }
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
        }
    }

    private static ConfigurationException tooDeep(String place) {
        return new ConfigurationException("nested deeper than " + MAX_DEPTH + " levels (" + place + ")");
    }

    private Yaml convert(Node node, String place, int depth) {
        if (depth > MAX_DEPTH) {
            throw tooDeep(place);
        }
        if (++values > MAX_VALUES) {
            throw new ConfigurationException(
                    "more than " + MAX_VALUES + " values once its aliases are written out (" + source + ")");
        }
        if (node instanceof ScalarNode scalar) {
            return new Yaml.Scalar(scalar.getValue(), scalar.isPlain(), place);
        }
        if (node instanceof SequenceNode sequence) {
            List<Yaml> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, place(item), depth + 1));
            }
            return new Yaml.Items(items, place);
        }
        Map<String, Yaml> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            String keyPlace = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ConfigurationException("expected a name as key, found a list or group (" + keyPlace + ")");
            }
            if (keys.containsKey(key.getValue())) {
                throw new ConfigurationException(
                        "the key '" + key.getValue() + "' stands here a second time (" + keyPlace + ")");
            }
            keys.put(key.getValue(), convert(tuple.getValueNode(), keyPlace, depth + 1));
        }
        return new Yaml.Keys(keys, place);
    }

    private String place(Node node) {
        return node.getStartMark().map(this::place).orElse(source);
    }

    private String place(Mark mark) {
        return place(mark.getLine() + 1);
    }

    private String place(int line) {
        return withLines ? source + ", line " + line : source;
    }
}
