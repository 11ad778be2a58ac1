package org.waymark.gps.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Charts that are files of their own. */
class SvgChartsTest {
    private static final Labels LABELS = new Labels("a & b <c>", "note", "iteration", "cost");
    private static final double NAN = Double.NaN;

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static BandChart.Band band(String name, double... middle) {
        double[] x = new double[middle.length];
        double[] low = new double[middle.length];
        double[] high = new double[middle.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i + 1;
            low[i] = middle[i] - 1;
            high[i] = middle[i] + 2;
        }
        return new BandChart.Band(name, x, middle, low, high);
    }

    @Test
    void areWellFormedAndFetchNothing() throws Exception {
        List<BandChart.Band> many = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            many.add(band("variant number <" + i + ">", i, i + 1, i + 2));
        }
        String bands = BandChart.svg(LABELS, many, List.of(3.0));
        String dots = DotChart.svg(
                LABELS, List.of(new DotChart.Dots("<d>", new double[] {1, 2, NAN}, 1.5, 0.5, 2.5)), List.of(1.25));
        for (String svg : List.of(bands, dots)) {
            Document document = parse(svg);
            assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain("http", "<image", "url(", "@import", "NaN");
        }
        assertThat(bands).contains("a &amp; b &lt;c&gt;");
    }

    @Test
    void everyTextIsInsideThePicture() throws Exception {
        List<BandChart.Band> many = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            many.add(band("a rather long name of a variant, number " + i, i, i + 1, i + 2));
        }
        Document document = parse(BandChart.svg(LABELS, many, List.of(-3.0)));
        double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
        NodeList texts = document.getElementsByTagName("text");
        assertThat(texts.getLength()).isGreaterThan(20);
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, height);
            assertThat(Double.parseDouble(text.getAttribute("x"))).isBetween(0.0, (double) SvgFile.WIDTH);
        }
    }

    @Test
    void aMissingNumberLeavesAGapInCurveAndBand() {
        String svg = BandChart.svg(LABELS, List.of(band("s", 1, 2, NAN, 4, 5)), List.of());
        assertThat(count(path(svg, "band s0"), 'M')).isEqualTo(2);
        assertThat(count(path(svg, "curve s0"), 'M')).isEqualTo(2);
        assertThat(svg).contains("s, 2: 2 (1 … 4)").doesNotContain("s, 3:");
    }

    @Test
    void nothingStillMakesAPicture() throws Exception {
        parse(BandChart.svg(LABELS, List.of(band("s")), List.of()));
        parse(DotChart.svg(LABELS, List.of(new DotChart.Dots("d", new double[] {NAN}, NAN, NAN, NAN)), List.of()));
    }

    @Test
    void aDotForEachNumber() {
        String svg = DotChart.svg(
                LABELS,
                List.of(
                        new DotChart.Dots("a", new double[] {1, 1, 2}, 4.0 / 3, 0, 3),
                        new DotChart.Dots("b", new double[] {5, Double.POSITIVE_INFINITY}, NAN, NAN, NAN)),
                List.of());
        assertThat(Pattern.compile("r=\"4\"").matcher(svg).results().count()).isEqualTo(4);
        assertThat(Pattern.compile("r=\"5.5\"").matcher(svg).results().count()).isEqualTo(1);
    }

    private static String path(String svg, String classes) {
        Matcher matcher = Pattern.compile("<path class=\"" + classes + "\" d=\"([^\"]*)\"")
                .matcher(svg);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
