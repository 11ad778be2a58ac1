package org.waymark.gps.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.sim.Simulator;

/** The code that makes runs. Two builds of one version may differ in it, and their runs then differ for no other reason. */
public final class Build {
    private static final List<Class<?>> ONE_OF_EACH_MODULE = List.of(
            Build.class, LinearGaussianController.class, DynamicsOptions.class, Simulator.class, NetworkPolicy.class);
    private static final String MAKES_RUNS = ".*\\.(class|xml)";
    private static final String MAKES_NONE = "(META-INF|org/waymark/gps/(cli|report|study))/.*";

    private Build() {}

    /** A digest of all classes and models that have a part in a run; empty where they cannot be looked at. */
    public static Optional<String> digest() {
        List<String> parts = new ArrayList<>();
        try {
            for (Class<?> one : ONE_OF_EACH_MODULE) {
                CodeSource source = one.getProtectionDomain().getCodeSource();
                if (source == null) {
                    return Optional.empty();
                }
                parts.addAll(parts(Path.of(source.getLocation().toURI())));
            }
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
        return Optional.of(Digest.of(String.join("\n", parts)));
    }

    /** Name and checksum of every file in a jar, or in a folder of classes; the same for both. */
    static List<String> parts(Path module) throws IOException {
        List<String> parts = new ArrayList<>();
        if (Files.isDirectory(module)) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    CRC32 checksum = new CRC32();
                    checksum.update(Files.readAllBytes(file));
                    add(parts, module.relativize(file).toString().replace('\\', '/'), checksum.getValue());
                }
            }
        } else {
            try (ZipFile jar = new ZipFile(module.toFile())) {
                for (ZipEntry entry : jar.stream().map(ZipEntry.class::cast).toList()) {
                    add(parts, entry.getName(), entry.getCrc());
                }
            }
        }
        parts.sort(null);
        return parts;
    }

    private static void add(List<String> parts, String name, long checksum) {
        if (name.matches(MAKES_RUNS) && !name.matches(MAKES_NONE)) {
            parts.add(name + " " + Long.toHexString(checksum));
        }
    }
}
