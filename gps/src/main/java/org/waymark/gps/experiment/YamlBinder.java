package org.waymark.gps.experiment;

import java.util.List;

/**
 * YAML documents bound strictly to records, and records written as YAML.
 *
 * <p>A key is the name of a record component, spelt exactly so. Components may be int, long, double, boolean, String, enums (written
 * {@code mirror-descent} for {@code MIRROR_DESCENT}), {@code double[]}, {@code int[]}, records, {@code List} and {@code Optional} of
 * these, {@code Map} from names of the document's own choice to these, and sealed interfaces of records, among which the key {@code type} chooses ({@code lqr-guess} for {@code LqrGuess}). A key that
 * no record knows, a value of another type, and a key that stands twice are errors. A record or interface with a static method {@code
 * parse(String)} may be written as a single value, and a record of one {@code List} as that list. Components of type {@link Settings}
 * hold keys of another document.
 *
 * <p>What a document does not say comes from the static method {@code defaults()} of the record around it, else of the component's own
 * type; an {@code Optional} or a {@code Map} is then empty; anything else is a missing key. An empty value stands for an empty group of keys, or empties
 * an {@code Optional}. A record that refuses its values with an {@link IllegalArgumentException} is reported with the place of the key;
 * its message should begin with the component's name: {@code klStep: expected > 0, found -1}.
 *
 * <p>Overrides are applied before binding, in their order: {@code a.b.c=value}, the value in YAML, elements of lists by their index.
 */
public final class YamlBinder {
    private YamlBinder() {}

    /**
     * Binds a document.
     *
     * @param type a record
     * @param text YAML; with nothing in it, an error
     * @param source what the document is called in messages, usually a file name
     * @param overrides {@code path=value} each
     * @throws ConfigurationException with the key's path, value and place
     */
    public static <T extends Record> T bind(Class<T> type, String text, String source, List<String> overrides) {
        Yaml document = document(type, text, source);
        for (String override : overrides) {
            document = Setting.parse(override).applyTo(document);
        }
        return RecordReader.read(type, document);
    }

    /** The document, which has keys. */
    static Yaml document(Class<? extends Record> type, String text, String source) {
        Yaml document = YamlParser.document(text, source)
                .filter(root -> !root.isNothing())
                .orElseThrow(() -> new ConfigurationException("nothing in it, expected the keys "
                        + String.join(", ", KeyNames.components(type)) + " (" + source + ")"));
        if (!(document instanceof Yaml.Keys)) {
            throw ScalarReader.unexpected(document, "", "the keys " + String.join(", ", KeyNames.components(type)));
        }
        return document;
    }

    /**
     * Binds the bytes of a file.
     *
     * @param utf8 the text in UTF-8; not modified
     * @throws ConfigurationException also if these bytes are no text
     */
    public static <T extends Record> T bind(Class<T> type, byte[] utf8, String source, List<String> overrides) {
        return bind(type, YamlParser.decode(utf8, source), source, overrides);
    }

    /** The record as a YAML document with all its keys; reading it back gives an equal record, numbers to the last bit. */
    public static String write(Record record) {
        return RecordWriter.write(record);
    }
}
