package org.waymark.gps.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources of records say of their components, as Markdown. */
final class RecordDocs {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
    private static final Pattern LINK = Pattern.compile("\\{@link ([^}]*)}");

    private RecordDocs() {}

    /** By component; its first line of all, the description of the record, under the empty name. */
    static Map<String, String> of(Class<?> record) {
        String source = source(record);
        Matcher declaration = Pattern.compile("\\brecord\\s+" + record.getSimpleName() + "\\s*\\(")
                .matcher(source);
        if (!declaration.find()) {
            throw new IllegalStateException("no declaration of " + record);
        }
        int end = source.lastIndexOf("*/", declaration.start());
        String comment = source.substring(source.lastIndexOf("/**", end) + 3, end)
                .replaceAll("(?m)^\\s*\\*", "")
                .replaceAll("\\s+", " ");
        Map<String, String> docs = new LinkedHashMap<>();
        List<String> tags = List.of(comment.split(" @(?=param )"));
        docs.put("", markdown(tags.get(0)));
        for (String tag : tags.subList(1, tags.size())) {
            String[] words = tag.replaceFirst(" @(throws|see) .*", "").split(" ", 3);
            docs.put(words[1], markdown(words[2]));
        }
        return docs;
    }

    private static String source(Class<?> type) {
        Class<?> top = type;
        while (top.getEnclosingClass() != null) {
            top = top.getEnclosingClass();
        }
        String name = "src/main/java/" + top.getName().replace('.', '/') + ".java";
        try (Stream<Path> modules = Files.list(ROOT)) {
            Path file = modules.map(module -> module.resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no source " + name));
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String markdown(String javadoc) {
        String code = CODE.matcher(javadoc.strip().replaceAll("<pre> ?(.*?) ?</pre>", "`$1`"))
                .replaceAll("`$1`");
        return LINK.matcher(code)
                .replaceAll(link -> "`" + Matcher.quoteReplacement(target(link.group(1))) + "`")
                .replace("|", "\\|");
    }

    /** A constant as it is written in files, a class as it is. */
    private static String target(String link) {
        String last = link.substring(Math.max(link.lastIndexOf('#'), link.lastIndexOf('.')) + 1);
        return last.matches("[A-Z][A-Z0-9_]*") ? last.toLowerCase(Locale.ROOT).replace('_', '-') : last;
    }
}
