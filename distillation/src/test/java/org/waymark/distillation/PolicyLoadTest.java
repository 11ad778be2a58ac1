package org.waymark.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.lqr.Policy;

/** A saved policy on a robot: read with two jars, and evaluated quickly without garbage. */
class PolicyLoadTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    private final NetworkPolicy policy = Lessons.network(Activation.TANH, 1, 14, 64, 64, 7);
    private final double[] observation = Lessons.gaussian(14, 2, Lessons.random(3));
    private final double[] control = new double[7];
    private Path file;

    @BeforeEach
    void save() throws IOException {
        file = Files.write(folder.resolve("policy.npz"), PolicyStore.toBytes(policy));
    }

    @Test
    void actsAsThePolicyThatWasSaved() throws IOException {
        Policy loaded = Policy.load(file);
        assertThat(loaded).isEqualTo(policy);
        loaded.act(observation, control);
        assertThat(control).containsExactly(Lessons.mean(policy, observation));
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Only the classes of the JDK and of these modules: no DL4J, no ND4J, no native library, not even EJML. */
    private static Object loadWith(Path file, URL... classPath) throws IOException, ReflectiveOperationException {
        URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
        assertThatThrownBy(() -> loader.loadClass("org.nd4j.linalg.factory.Nd4j"))
                .isInstanceOf(ClassNotFoundException.class);
        Method load = loader.loadClass(Policy.class.getName()).getMethod("load", Path.class);
        return load.invoke(null, file);
    }

    @Test
    void needsNothingButTwoModules() throws IOException, ReflectiveOperationException {
        Object loaded = loadWith(file, place(Policy.class), place(NetworkPolicy.class));
        Class<?> alone = loaded.getClass().getClassLoader().loadClass(Policy.class.getName());
        assertThat(alone).isNotSameAs(Policy.class);
        alone.getMethod("act", double[].class, double[].class).invoke(loaded, observation, control);
        assertThat(control).containsExactly(Lessons.mean(policy, observation));
    }

    @Test
    void saysWhichArtifactIsMissing() {
        assertThatThrownBy(() -> loadWith(file, place(Policy.class)))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(file.toString(), "org.waymark:distillation");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> Policy.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(folder.toString(), "found a folder", "policy/policy.npz");
        assertThatThrownBy(() -> Policy.load(folder.resolve("none.npz")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        Path text = Files.writeString(folder.resolve("text.npz"), "hello", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Policy.load(text))
                .isInstanceOf(IOException.class)
                .hasMessage(text + ": no saved policy");
        NpzArchive future = new NpzArchive();
        future.putText("waymark-policy.txt", "version 3\n");
        Path other = Files.write(folder.resolve("other.npz"), future.toBytes());
        assertThatThrownBy(() -> Policy.load(other))
                .isInstanceOf(IOException.class)
                .hasMessage(other + ": saved policy: version 3, this program reads 1 and 2");
    }

    @Test
    void allocatesNothing() throws IOException {
        Policy loaded = Policy.load(file);
        for (int i = 0; i < 2_000; i++) {
            loaded.act(observation, control);
        }
        // What the counter and the compiler's change-over cost shows in some rounds, garbage of act itself in all.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                loaded.act(observation, control);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    /** The best of many short rounds, for the machine may be doing something else in most of them. */
    @Test
    void takesAtMostTenMicroseconds() throws IOException {
        Policy loaded = Policy.load(file);
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 400; round++) {
            long before = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                loaded.act(observation, control);
            }
            least = Math.min(least, (System.nanoTime() - before) / 50e3);
        }
        assertThat(least).isLessThan(10);
    }
}
