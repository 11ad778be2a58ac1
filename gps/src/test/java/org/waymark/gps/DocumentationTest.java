package org.waymark.gps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.sim.InitialState;
import org.waymark.sim.contract.Finding;

/**
 * Every block of Java in README.md and the modules' docs compiles. A block is the body of a method, unless the line before says more:
 *
 * <ul>
 *   <li>{@code <!-- java given: Cost cost, double[] x0 -->} names what it takes for granted: parameters of that method;
 *   <li>{@code <!-- java members -->} makes it part of a class, which all such blocks of the file share.
 * </ul>
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String GIVEN = "<!-- java given:";
    private static final String MEMBERS = "<!-- java members -->";

    /** To a file of the repository, without the place in it. */
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    /** What the pages leave to the reader. */
    private static final String STAND_INS =
            """
            static class MySimulator implements Simulator {
                public SimulatorSpec spec() { return null; }
                public void reset(InitialState start, double[] state) {}
                public void step(double[] control, double[] state) {}
            }
            static class Swing implements DualObjective {
                public Dual running(Dual[] x, Dual[] u, int t) { return u[0].square(); }
            }
            """;

    @TempDir
    private Path classes;

    /** @param members whether the code is no body of a method */
    private record Block(Path file, int line, boolean members, String given, String code) {}

    private static List<Path> documents() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path docs : modules.map(module -> module.resolve("docs"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                try (Stream<Path> found = Files.list(docs)) {
                    found.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private static List<Block> blocks(Path file) {
        List<Block> blocks = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).equals("```java")) {
                    String before = i == 0 ? "" : lines.get(i - 1).strip();
                    int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                    String given = before.startsWith(GIVEN)
                            ? before.substring(GIVEN.length(), before.length() - "-->".length())
                            : "";
                    blocks.add(new Block(
                            file,
                            i + 2,
                            before.equals(MEMBERS),
                            given,
                            String.join("\n", lines.subList(i + 1, end)) + "\n"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }

    /** Imports of all packages that hold public classes, by the folders of the sources. */
    private static String imports() throws IOException {
        List<String> packages = new ArrayList<>(List.of("java.nio.file", "java.util", "java.util.stream"));
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> file.toString().replaceFirst(".*/src/main/java/", ""))
                    .filter(name -> name.startsWith("org/waymark"))
                    .map(name -> name.replace("/package-info.java", "").replace('/', '.'))
                    .filter(name -> !name.endsWith(".cli"))
                    .sorted()
                    .forEach(packages::add);
        }
        return packages.stream().map(name -> "import " + name + ".*;").collect(Collectors.joining(" "));
    }

    private static String className(Path file) {
        return "Doc_" + ROOT.relativize(file).toString().replaceAll("\\W", "_");
    }

    /** One source per file: its members, and a method for each other block. */
    private static JavaFileObject source(Path file, List<Block> blocks, String imports) {
        StringBuilder text = new StringBuilder(imports);
        text.append("\npublic class ").append(className(file)).append(" {\n").append(STAND_INS);
        for (Block block : blocks) {
            text.append("// ")
                    .append(ROOT.relativize(file))
                    .append(", line ")
                    .append(block.line())
                    .append('\n');
            text.append(
                    block.members()
                            ? block.code()
                            : "static void line" + block.line() + "(" + block.given() + ") throws Exception {\n"
                                    + block.code() + "}\n");
        }
        String source = text.append("}\n").toString();
        return new SimpleJavaFileObject(
                URI.create("string:///" + className(file) + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    private List<String> compile(List<Path> files) throws IOException {
        String imports = imports();
        List<JavaFileObject> sources = files.stream()
                .filter(file -> !blocks(file).isEmpty())
                .map(file -> source(file, blocks(file), imports))
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            compiler.getTask(null, manager, found, options, null, sources).call();
        }
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> message(one))
                .toList();
    }

    private static String message(Diagnostic<? extends JavaFileObject> one) {
        try {
            List<String> lines =
                    one.getSource().getCharContent(true).toString().lines().toList();
            int line = (int) one.getLineNumber() - 1;
            String block = IntStream.iterate(line, i -> i >= 0, i -> i - 1)
                    .mapToObj(lines::get)
                    .filter(text -> text.startsWith("// "))
                    .findFirst()
                    .orElse("");
            return block + ": " + one.getMessage(Locale.ROOT) + " in: "
                    + lines.get(line).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyBlockOfJavaCompiles() throws IOException {
        assertThat(documents().stream().mapToInt(file -> blocks(file).size()).sum())
                .isGreaterThan(8);
        assertThat(compile(documents())).isEmpty();
    }

    @Test
    void mistakesAreFound() throws IOException {
        Path wrong = Files.writeString(
                Files.createDirectories(classes.resolve("docs")).resolve("wrong.md"),
                "```java\nint x = 1;\nSimulator s = nowhere;\n```\n");
        assertThat(compile(List.of(wrong))).singleElement().asString().contains("wrong.md, line 2", "nowhere");
    }

    /** The project that depends on the artifacts does, line by line, what the README shows. */
    @Test
    void theProjectOfItsOwnIsTheReadmes() throws IOException {
        Path main = ROOT.resolve("gps/src/example/embedding/src/main/java/example/Main.java");
        List<String> shown = blocks(ROOT.resolve("README.md"))
                .get(0)
                .code()
                .lines()
                .map(String::strip)
                .toList();
        assertThat(shown).hasSizeGreaterThan(10);
        assertThat(Files.readAllLines(main).stream().map(String::strip)).containsSubsequence(shown);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : documents()) {
            Matcher link = LINK.matcher(Files.readString(file));
            while (link.find()) {
                if (!Files.exists(file.resolveSibling(link.group(1)))) {
                    broken.add(ROOT.relativize(file) + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The tutorial's robot keeps the contract, learns to go to its target, and can be taken away. */
    @Test
    @SuppressWarnings("unchecked")
    void theTutorialDoesWhatItSays() throws IOException, ReflectiveOperationException {
        Path tutorial = ROOT.resolve("gps/docs/tutorial-own-robot.md");
        assertThat(compile(List.of(tutorial))).isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> robot = loader.loadClass(className(tutorial));
            assertThat((List<Finding>) call(robot, "check")).allMatch(Finding::ok);
            NetworkPolicy policy = (NetworkPolicy) call(robot, "train", 4);
            assertThat((double) call(robot, "drive", policy, InitialState.of(0.25, 0)))
                    .isBetween(0.7, 1.3);
            assertThat((byte[]) call(robot, "export", policy)).isNotEmpty();
        }
    }

    private static Object call(Class<?> owner, String name, Object... arguments) throws ReflectiveOperationException {
        for (var method : owner.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }
}
