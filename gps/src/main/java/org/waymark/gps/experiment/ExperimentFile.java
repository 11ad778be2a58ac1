package org.waymark.gps.experiment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waymark.sim.mujoco.Mjcf;

/**
 * The text of an experiment, from which experiments with other settings are made.
 *
 * @param name that its runs get
 * @param text YAML
 * @param source what messages call it
 * @param folder where a relative {@code task.model} is looked for
 */
public record ExperimentFile(String name, String text, String source, Path folder) {
    private static final String TASK = "task";
    private static final String MODEL = "model";
    private static final String NAME = "name";
    private static final String DIRECTORY = "directory";

    /**
     * A file that was read.
     *
     * @param utf8 its text in UTF-8; not modified
     * @throws ConfigurationException if these bytes are no text
     */
    public static ExperimentFile of(String name, byte[] utf8, String source, Path folder) {
        return new ExperimentFile(name, YamlParser.decode(utf8, source), source, folder);
    }

    /**
     * The experiment with some values replaced, later settings over earlier ones.
     *
     * @throws ConfigurationException with the key's path, value and place
     */
    public Experiment bind(List<Settings> settings) {
        Yaml document =
                withDirectory(withAbsoluteModel(YamlBinder.document(Experiment.class, text, source), folder), folder);
        for (Settings some : settings) {
            document = some.applyTo(document);
        }
        return RecordReader.read(Experiment.class, document);
    }

    /** The document with its {@code task.model}, unless that is built in, as a path that holds everywhere. */
    static Yaml withAbsoluteModel(Yaml document, Path folder) {
        if (!(document instanceof Yaml.Keys root)
                || !(root.values().get(TASK) instanceof Yaml.Keys task)
                || !(task.values().get(MODEL) instanceof Yaml.Scalar model)
                || model.isNothing()
                || Mjcf.builtIn(model.text()).isPresent()) {
            return document;
        }
        return with(
                root, TASK, with(task, MODEL, new Yaml.Scalar(absolute(MODEL, model, folder), false, model.place())));
    }

    /** The document of an external task with its {@code task.directory}, that of the file unless it says otherwise, absolute. */
    private static Yaml withDirectory(Yaml document, Path folder) {
        if (!(document instanceof Yaml.Keys root)
                || !(root.values().get(TASK) instanceof Yaml.Keys task)
                || !(task.values().get(NAME) instanceof Yaml.Scalar name)
                || !name.text().equals(TaskOptions.EXTERNAL)) {
            return document;
        }
        Yaml said = task.values().get(DIRECTORY);
        if (said != null && !(said instanceof Yaml.Scalar)) {
            return document;
        }
        Yaml.Scalar directory =
                said == null || said.isNothing() ? new Yaml.Scalar("", false, name.place()) : (Yaml.Scalar) said;
        return with(
                root,
                TASK,
                with(
                        task,
                        DIRECTORY,
                        new Yaml.Scalar(absolute(DIRECTORY, directory, folder), false, directory.place())));
    }

    private static String absolute(String key, Yaml.Scalar model, Path folder) {
        try {
            return folder.resolve(model.text()).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    TASK + "." + key + ": expected a path, found '" + model.text() + "' (" + model.place() + ")", e);
        }
    }

    private static Yaml.Keys with(Yaml.Keys keys, String key, Yaml value) {
        Map<String, Yaml> values = new LinkedHashMap<>(keys.values());
        values.put(key, value);
        return new Yaml.Keys(values, keys.place());
    }
}
