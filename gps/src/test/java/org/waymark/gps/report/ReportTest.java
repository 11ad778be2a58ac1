package org.waymark.gps.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final int ITERATIONS = 5;

    private static RunRecord run(List<Map<String, Double>> metrics) {
        return new RunRecord(
                "a & b <script>", Map.of("status", "done"), Map.of("os", "Linux"), "seed: 1 # <b>\n", metrics);
    }

    private static List<Map<String, Double>> metrics() {
        List<Map<String, Double>> lines = new ArrayList<>();
        for (int i = 0; i < ITERATIONS; i++) {
            Map<String, Double> line = new LinkedHashMap<>();
            line.put("cost/mean", 10.0 - i);
            for (int c = 0; c < 9; c++) {
                for (String key : List.of("cost", "kl", "klBound", "eta", "step", "entropy")) {
                    line.put(key + "/cluster" + c, c + 1.0 / (i + 1));
                }
            }
            line.put("policy/cost", i == 2 ? Double.NaN : 9.0 - i);
            line.put("time/rollouts", 0.5);
            line.put("time/elapsed", 1.0 + i);
            lines.add(line);
        }
        return lines;
    }

    @Test
    void fetchesNothing() {
        assertThat(Report.html(run(metrics()))).doesNotContain("http", "<link", "src=", "@import", "url(");
    }

    @Test
    void textIsText() {
        assertThat(Report.html(run(metrics())))
                .contains("a &amp; b &lt;script&gt;", "seed: 1 # &lt;b&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void aCurveHasAPointForEachIterationThatHasANumber() {
        String page = Report.html(run(metrics()));
        assertThat(count(page, "rollouts, mean, iteration \\d+")).isEqualTo(ITERATIONS);
        assertThat(count(page, "policy without noise, iteration \\d+")).isEqualTo(ITERATIONS - 1);
        assertThat(page).doesNotContain("NaN");
    }

    @Test
    void aMissingNumberLeavesAGap() {
        String chart = LineChart.figure("t", "u", List.of(new Series("s", 0, new double[] {1, 2, Double.NaN, 4, 5})));
        Matcher path =
                Pattern.compile("<path class=\"curve s0\" d=\"([^\"]*)\"").matcher(chart);
        assertThat(path.find()).isTrue();
        assertThat(path.group(1).chars().filter(c -> c == 'M').count()).isEqualTo(2);
    }

    @Test
    void everyFigureIsWellFormed() throws Exception {
        String page = Report.html(run(metrics()));
        Matcher figures =
                Pattern.compile("<figure>.*?</figure>", Pattern.DOTALL).matcher(page);
        int found = 0;
        while (figures.find()) {
            found++;
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(figures.group().getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(found).isGreaterThanOrEqualTo(6);
    }

    @Test
    void moreClustersThanColoursAreToldApartByDashes() {
        assertThat(new Series("8", 7, new double[0]).classes())
                .isNotEqualTo(new Series("1", 0, new double[0]).classes());
    }

    @Test
    void aRunWithoutIterationsStillHasAPage() {
        assertThat(Report.html(run(List.of()))).contains("No iteration was completed", "seed: 1");
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
