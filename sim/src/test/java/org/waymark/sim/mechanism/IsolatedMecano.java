package org.waymark.sim.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Loads {@link MecanoOracle} with mecano and the EJML that mecano was built on, apart from all other classes: what both sides share is
 * the JDK.
 */
final class IsolatedMecano implements AutoCloseable {
    private static final Path JARS = Path.of("target", "mecano");

    private final URLClassLoader loader;
    private final BiFunction<double[][], double[], double[]> oracle;

    @SuppressWarnings("unchecked")
    IsolatedMecano() throws IOException, ReflectiveOperationException {
        assertThat(JARS).as("copied there by mvn process-test-resources").isDirectory();
        List<URL> urls = new ArrayList<>();
        urls.add(MecanoOracle.class.getProtectionDomain().getCodeSource().getLocation());
        try (Stream<Path> jars = Files.list(JARS)) {
            for (Path jar : jars.sorted().toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        oracle = (BiFunction<double[][], double[], double[]>)
                loader.loadClass(MecanoOracle.class.getName()).getConstructor().newInstance();
    }

    /** q̈ without armature and damping. */
    double[] accelerations(SerialChain chain, double[] state, double[] torque) {
        int size = chain.size();
        double[][] rows = new double[size + 1][];
        for (int i = 0; i < size; i++) {
            Link link = chain.links().get(i);
            rows[i] = new double[19];
            System.arraycopy(link.offset(), 0, rows[i], 0, 3);
            System.arraycopy(link.axis(), 0, rows[i], 3, 3);
            rows[i][6] = link.mass();
            System.arraycopy(link.centreOfMass(), 0, rows[i], 7, 3);
            System.arraycopy(link.inertia(), 0, rows[i], 10, 9);
        }
        rows[size] = chain.gravity();
        double[] input = new double[3 * size];
        System.arraycopy(state, 0, input, 0, 2 * size);
        System.arraycopy(torque, 0, input, 2 * size, size);
        return oracle.apply(rows, input);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
