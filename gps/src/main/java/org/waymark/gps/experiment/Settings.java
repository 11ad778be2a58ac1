package org.waymark.gps.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values put in place of those of an experiment file, in their order: what {@code --set} gives on the command line, and {@code set} in a
 * study. Each takes the place of all that stood at its path. Immutable.
 */
public final class Settings {
    private final List<Setting> all;
    private final Path folder;

    private Settings(List<Setting> all, Path folder) {
        this.all = List.copyOf(all);
        this.folder = folder;
    }

    /** No value at all. */
    public static Settings none() {
        return new Settings(List.of(), Path.of(""));
    }

    /**
     * Values from the command line; a relative {@code task.model} is taken from the working directory.
     *
     * @param overrides {@code path=value} each, the value in YAML
     * @throws ConfigurationException unless they have this form
     */
    public static Settings of(List<String> overrides) {
        return new Settings(overrides.stream().map(Setting::parse).toList(), Path.of(""));
    }

    /** Values from a group of keys, each of them a path. */
    static Settings read(Yaml.Keys keys, String path) {
        List<Setting> all = new ArrayList<>();
        for (Map.Entry<String, Yaml> entry : keys.values().entrySet()) {
            List<String> parts = List.of(entry.getKey().strip().split("\\.", -1));
            if (parts.contains("")) {
                throw ConfigurationException.at(
                        KeyNames.join(path, entry.getKey()),
                        "expected names joined by dots, for example algorithm.iterations",
                        entry.getValue().place());
            }
            all.add(new Setting(parts, entry.getValue()));
        }
        return new Settings(all, Path.of(""));
    }

    /** The same values, with a relative {@code task.model} among them taken from a folder. */
    public Settings in(Path folderOfModels) {
        return new Settings(all, folderOfModels);
    }

    /**
     * Refuses a value that somebody else decides on.
     *
     * @throws ConfigurationException if the first part of a path is {@code key}
     */
    public void requireAbsent(String key, String why) {
        for (Setting setting : all) {
            if (setting.path().get(0).equals(key)) {
                throw ConfigurationException.at(key, why, setting.value().place());
            }
        }
    }

    /** The document with these values in it. */
    Yaml applyTo(Yaml document) {
        Yaml changed = document;
        for (Setting setting : all) {
            changed = setting.applyTo(changed);
        }
        return ExperimentFile.withAbsoluteModel(changed, folder);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && all.equals(settings.all) && folder.equals(settings.folder);
    }

    @Override
    public int hashCode() {
        return Objects.hash(all, folder);
    }
}
