package org.waymark.gps.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own; what it says goes to the files stdout and stderr of a folder. */
final class Child {
    private Child() {}

    /**
     * Starts it.
     *
     * @param before words before the name of the Java program, such as a command that starts commands
     * @param options of the Java machine
     */
    static Process start(Path folder, List<String> before, List<String> options, Object... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        for (Object word : words) {
            command.add(word.toString());
        }
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    /** A process that was started in the background may have been told to ignore Ctrl-C, and hands that on. */
    static List<String> receptiveToInterrupts() throws IOException, InterruptedException {
        List<String> reset = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(reset);
        trial.add("true");
        return new ProcessBuilder(trial).start().waitFor() == 0 ? reset : List.of();
    }

    /** Sends a signal: INT is Ctrl-C. The shell does it, for a program called kill need not be there. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }
}
