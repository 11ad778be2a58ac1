package org.waymark.gps.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code meta.json} tells about the program, the machine and the command. */
public final class Meta {
    static final String PROGRAM = "waymark";

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
        facts.put("experiment", experiment);
        facts.put("seed", seed);
        facts.put("threads", threads);
        facts.put("commandLine", commandLine);
        facts.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("maxHeapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        facts.put("workingDirectory", System.getProperty("user.dir"));
        return facts;
    }
}
