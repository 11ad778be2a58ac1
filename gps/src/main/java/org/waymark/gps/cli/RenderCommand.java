package org.waymark.gps.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.learner.Recording.Actor;
import org.waymark.gps.learner.Recording.Take;
import org.waymark.gps.report.Film;
import org.waymark.gps.report.Scene;
import org.waymark.gps.report.Stage;
import org.waymark.gps.run.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waymark render}. */
@Command(
        name = "render",
        description =
                "Draws a recorded rollout of a run: an animation (.gif, .mp4), or pictures beside each other (.png).",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class RenderCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{2,4})x(\\d{2,4})");

    /** Whose rollout. */
    enum By {
        POLICY,
        ROLLOUTS
    }

    @Parameters(paramLabel = "RUN", description = "The folder of a run.")
    private Path run;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write; .gif, .mp4 or .png decides about the format.")
    private Path out;

    @Option(
            names = "--cluster",
            paramLabel = "C",
            defaultValue = "0",
            description = "Which cluster, from 0. Default: 0.")
    private int cluster;

    @Option(
            names = "--iteration",
            paramLabel = "N",
            description = "Which recorded iteration. Default: that of the returned policy, else the last.")
    private Integer iteration;

    @Option(
            names = "--by",
            paramLabel = "policy|rollouts",
            description = "The policy without noise, or the first of the rollouts that were learned from. Default: the"
                    + " policy if there is one.")
    private By by;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "480x360",
            description = "Of a picture, in pixels. Default: 480x360.")
    private String size;

    @Option(
            names = "--fps",
            paramLabel = "N",
            defaultValue = "25",
            description = "Pictures per second, 1 to 50. Default: 25.")
    private double framesPerSecond;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        System.setProperty("java.awt.headless", "true");
        FilmFile kind = FilmFile.of(out)
                .orElseThrow(
                        () -> new UsageException("-o " + out + ": expected a name that ends with .gif, .mp4 or .png"));
        int[] pixels = pixels();
        if (!(framesPerSecond >= 1 && framesPerSecond <= 50)) {
            throw new UsageException("--fps: expected 1 to 50, found " + framesPerSecond);
        }
        if (out.toAbsolutePath().getParent() == null
                || !Files.isDirectory(out.toAbsolutePath().getParent())) {
            throw new UsageException("-o " + out + ": there is no such folder");
        }
        RunReport report = ExperimentOptions.refusing(() -> RunReport.of(run));
        Take take = take(scene(report.scenes()));
        Experiment experiment = new ExperimentOptions().of(report.folder(), List.of());
        try (ExperimentTask task = ExperimentOptions.build(experiment)) {
            Film film = ExperimentOptions.refusing(
                    () -> new Film(Stage.of(experiment, task.plant()), take, pixels[0], pixels[1]));
            kind.write(film, framesPerSecond, out);
        } catch (IOException e) {
            throw new UncheckedIOException(out + ": cannot be written", e);
        }
        spec.commandLine().getOut().println(out);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private int[] pixels() {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new UsageException("--size: expected two numbers such as 480x360, found " + size);
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = Integer.parseInt(matcher.group(2));
        if (width % 2 != 0 || height % 2 != 0) {
            throw new UsageException("--size: expected even numbers, as video formats want them, found " + size);
        }
        return new int[] {width, height};
    }

    private Scene scene(List<Scene> scenes) {
        if (scenes.isEmpty()) {
            throw new UsageException(run + ": holds no recorded rollouts (it has completed no iteration, or was made by"
                    + " a version that recorded none)");
        }
        if (iteration == null) {
            return scenes.stream()
                    .filter(scene -> scene.label().contains("best"))
                    .findFirst()
                    .orElse(scenes.get(scenes.size() - 1));
        }
        return scenes.stream()
                .filter(scene -> scene.iteration() == iteration)
                .findFirst()
                .orElseThrow(() -> new UsageException("--iteration " + iteration + ": is not recorded; there are "
                        + String.join(
                                ", ",
                                scenes.stream()
                                        .map(scene -> Integer.toString(scene.iteration()))
                                        .toList())));
    }

    private Take take(Scene scene) {
        List<Take> all = scene.recording().takes().stream()
                .filter(take -> take.cluster() == cluster)
                .toList();
        if (all.isEmpty()) {
            throw new UsageException("--cluster " + cluster + ": has no rollouts in iteration " + scene.iteration()
                    + "; recorded are clusters "
                    + String.join(
                            ", ",
                            scene.recording().takes().stream()
                                    .map(take -> Integer.toString(take.cluster()))
                                    .distinct()
                                    .toList()));
        }
        if (by == null) {
            return all.stream()
                    .filter(take -> take.actor() == Actor.POLICY)
                    .findFirst()
                    .orElse(all.get(0));
        }
        Actor actor = by == By.POLICY ? Actor.POLICY : Actor.EXPLORER;
        return all.stream()
                .filter(take -> take.actor() == actor)
                .findFirst()
                .orElseThrow(() -> new UsageException("--by " + by.name().toLowerCase(Locale.ROOT) + ": iteration "
                        + scene.iteration() + " has none in cluster " + cluster));
    }
}
