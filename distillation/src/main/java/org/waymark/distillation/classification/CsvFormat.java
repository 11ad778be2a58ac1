package org.waymark.distillation.classification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How labelled examples are written as text, one a line.
 *
 * <p>All columns but the label's are inputs, in their order. A cell may stand in double quotes, but no separator within them; blank lines
 * are passed over. An empty label, or no label column at all, makes an unlabelled example.
 *
 * @param separator between cells
 * @param header whether the first line names the columns and is to be passed over
 * @param labelColumn index from 0 of the column with the class, {@link #LAST_COLUMN} or {@link #NO_LABELS}
 * @param classNames what is written for class 0, 1, …; at least two, all different
 */
public record CsvFormat(char separator, boolean header, int labelColumn, List<String> classNames) {
    /** The label is in the last column. */
    public static final int LAST_COLUMN = -1;
    /** Every column is an input. */
    public static final int NO_LABELS = -2;

    public CsvFormat {
        classNames = List.copyOf(classNames);
        Shapes.require(
                classNames.size() >= 2, "csv.classNames: expected at least two classes, found " + classNames.size());
        Shapes.require(
                new HashSet<>(classNames).size() == classNames.size(),
                "csv.classNames: a name occurs twice in " + classNames);
        Shapes.require(labelColumn >= NO_LABELS, "csv.labelColumn: " + labelColumn + " is not ≥ " + NO_LABELS);
        Shapes.require(separator != '"', "csv.separator: a double quote cannot separate cells");
    }

    /** Commas, no header, the class in the last column as a number from 0 on. */
    public static CsvFormat numbered(int classes) {
        return new CsvFormat(
                ',',
                false,
                LAST_COLUMN,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    public CsvFormat withSeparator(char value) {
        return new CsvFormat(value, header, labelColumn, classNames);
    }

    public CsvFormat withHeader(boolean value) {
        return new CsvFormat(separator, value, labelColumn, classNames);
    }

    public CsvFormat withLabelColumn(int value) {
        return new CsvFormat(separator, header, value, classNames);
    }

    public CsvFormat withClassNames(List<String> value) {
        return new CsvFormat(separator, header, labelColumn, value);
    }

    /**
     * Reads to the end; does not close.
     *
     * @param name of the text in messages, for example that of its file
     * @throws IllegalArgumentException naming line and column, both from 1, of what cannot be read
     */
    public LabelledData read(Reader text, String name) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        List<double[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        int columns = -1;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || (header && number == 1)) {
                continue;
            }
            String place = name + ", line " + number;
            String[] cells = cells(line);
            columns = columns < 0 ? columns(cells.length, place) : columns;
            Shapes.require(
                    cells.length == columns, place + ": expected " + columns + " columns, found " + cells.length);
            rows.add(new double[columns - (labelColumn == NO_LABELS ? 0 : 1)]);
            labels.add(parse(cells, rows.get(rows.size() - 1), place));
        }
        Shapes.require(!rows.isEmpty(), name + ": no examples");
        return LabelledData.of(
                rows.toArray(double[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                classNames.size());
    }

    private int columns(int found, String place) {
        int needed = Math.max(labelColumn + 1, labelColumn == NO_LABELS ? 1 : 2);
        Shapes.require(found >= needed, place + ": expected at least " + needed + " columns, found " + found);
        return found;
    }

    private String[] cells(String line) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= line.length(); at++) {
            if (at == line.length() || line.charAt(at) == separator) {
                cells.add(unquoted(line.substring(from, at).strip()));
                from = at + 1;
            }
        }
        return cells.toArray(String[]::new);
    }

    private static String unquoted(String cell) {
        return cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"")
                ? cell.substring(1, cell.length() - 1)
                : cell;
    }

    /** Fills the inputs of one example; returns its label. */
    private int parse(String[] cells, double[] inputs, String place) {
        int labelAt = labelColumn == LAST_COLUMN ? cells.length - 1 : labelColumn;
        int label = LabelledData.UNLABELLED;
        int next = 0;
        for (int c = 0; c < cells.length; c++) {
            String cellPlace = place + ", column " + (c + 1) + ": \"" + cells[c] + "\"";
            if (c == labelAt) {
                label = cells[c].isEmpty() ? LabelledData.UNLABELLED : label(cells[c], cellPlace);
            } else {
                inputs[next++] = number(cells[c], cellPlace);
            }
        }
        return label;
    }

    private int label(String cell, String place) {
        int label = classNames.indexOf(cell);
        Shapes.require(label >= 0, place + " is none of the classes " + classNames);
        return label;
    }

    private static double number(String cell, String place) {
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " is not a number", e);
        }
        Shapes.require(Double.isFinite(value), place + " is not finite");
        return value;
    }
}
