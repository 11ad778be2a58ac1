package org.waymark.sim.mujoco;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where MuJoCo's shared library may lie: the usual places of the operating system, in the order they are tried. */
final class LibrarySearch {
    static final String PROPERTY = "waymark.mujoco.library";

    private static final Pattern FILE_NAME =
            Pattern.compile("libmujoco\\d*\\.so(\\.\\d+)*|libmujoco[\\d.]*\\.dylib|mujoco\\d*\\.dll");

    private final Properties properties;
    private final Map<String, String> environment;
    private final List<Path> systemFolders;

    /** @param systemFolders where the system keeps libraries: they and their sub-folders are looked into */
    LibrarySearch(Properties properties, Map<String, String> environment, List<Path> systemFolders) {
        this.properties = properties;
        this.environment = environment;
        this.systemFolders = systemFolders;
    }

    static LibrarySearch ofThisMachine() {
        List<Path> folders = Stream.of("/usr/local/lib", "/usr/lib", "/usr/lib64", "/lib", "/opt/homebrew/lib")
                .map(Path::of)
                .toList();
        return new LibrarySearch(System.getProperties(), System.getenv(), folders);
    }

    /** The file that the user insists on, or null. */
    Path chosen() {
        String path = properties.getProperty(PROPERTY);
        return path == null || path.isBlank() ? null : Path.of(path);
    }

    /** Existing files that are MuJoCo by their name, most preferred first; only the chosen one if the user chose. */
    List<Path> candidates() {
        if (chosen() != null) {
            return Files.isRegularFile(chosen()) ? List.of(chosen()) : List.of();
        }
        Set<Path> found = new LinkedHashSet<>();
        for (Path folder : folders()) {
            for (Path file : list(folder)) {
                if (FILE_NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
                    found.add(realPath(file));
                }
            }
        }
        return List.copyOf(found);
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        String mujocoPath = environment.get("MUJOCO_PATH");
        if (mujocoPath != null && !mujocoPath.isBlank()) {
            Path root = Path.of(mujocoPath);
            folders.addAll(List.of(root, root.resolve("lib"), root.resolve("bin")));
        }
        addPathList(folders, properties.getProperty("jna.library.path"));
        addPathList(folders, properties.getProperty("java.library.path"));
        addPathList(folders, environment.get("LD_LIBRARY_PATH"));
        addPathList(folders, environment.get("DYLD_LIBRARY_PATH"));
        for (Path installed : list(Path.of(properties.getProperty("user.home", "."), ".mujoco"))) {
            folders.addAll(List.of(installed.resolve("lib"), installed.resolve("bin")));
        }
        for (Path folder : systemFolders) {
            folders.add(folder);
            list(folder).stream().filter(Files::isDirectory).forEach(folders::add);
        }
        return folders;
    }

    private static void addPathList(List<Path> folders, String list) {
        if (list != null) {
            Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(list)
                    .filter(entry -> !entry.isBlank())
                    .map(Path::of)
                    .forEach(folders::add);
        }
    }

    /** What is in a folder, by name; nothing if it is none or may not be read. */
    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
