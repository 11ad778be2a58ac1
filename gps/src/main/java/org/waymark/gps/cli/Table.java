package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.Map;

/** Names and values, one pair a line, aligned. */
final class Table {
    private Table() {}

    static void print(PrintWriter out, Map<String, String> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        rows.forEach((name, value) -> out.println(name + " ".repeat(width - name.length() + 2) + value));
        out.flush();
    }
}
