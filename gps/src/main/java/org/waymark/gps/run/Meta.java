package org.waymark.gps.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waymark.lqr.matrix.KernelChoice;

/** What {@code meta.json} tells about the program, the machine and the command. */
public final class Meta {
    static final String PROGRAM = "waymark";
    static final String EXPERIMENT = "experiment";
    static final String STARTED = "started";
    static final String WORKING_DIRECTORY = "workingDirectory";
    /** The digest of the configuration, which is not to change while a run goes on. */
    static final String CONFIGURATION = "configuration";
    /** One line for each time that the run was resumed. */
    static final String RESUMED = "resumed";

    /** Of a digest; enough to tell builds apart. */
    private static final int DIGITS = 12;

    private Meta() {}

    /** The version of this program, or {@code development} where it was not built into a jar. */
    public static String version() {
        String version = Meta.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The facts, in the order of display. */
    static Map<String, Object> collect(List<String> commandLine, String experiment, long seed, int threads) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(PROGRAM, version());
        facts.put(EXPERIMENT, experiment);
        facts.put("seed", seed);
        facts.put("threads", threads);
        facts.put("commandLine", commandLine);
        facts.put(STARTED, now());
        facts.putAll(bits());
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("maxHeapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        facts.put(WORKING_DIRECTORY, System.getProperty("user.dir"));
        return facts;
    }

    /** The facts of a run that goes on here, with a line about it. */
    static Map<String, Object> resumed(Map<String, Object> facts, int iteration, int threads) {
        Map<String, Object> more = new LinkedHashMap<>(facts);
        List<Object> times = new ArrayList<>();
        if (facts.get(RESUMED) instanceof List<?> earlier) {
            times.addAll(earlier);
        }
        times.add(now() + " after iteration " + iteration + ", threads " + threads + ";");
        more.put(RESUMED, times);
        return more;
    }

    /** What about this program and machine may change last bits of a run that was begun with these facts; a sentence for each. */
    static List<String> changes(Map<String, Object> facts) {
        List<String> changes = new ArrayList<>();
        bits().forEach((name, now) -> {
            Object then = facts.get(name);
            if (!now.equals(then)) {
                changes.add("it was begun with " + name + " " + then + " and goes on with " + now
                        + ": its numbers may differ from those of a run without a stop");
            }
        });
        return changes;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What decides about last bits, and is not in the configuration. */
    private static Map<String, Object> bits() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(
                "build",
                Build.digest().map(digest -> digest.substring(0, DIGITS)).orElse("unknown"));
        facts.put("kernels", KernelChoice.isVector() ? "vector" : "plain");
        facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return facts;
    }
}
