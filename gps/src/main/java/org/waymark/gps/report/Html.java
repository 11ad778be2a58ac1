package org.waymark.gps.report;

/** Text made safe to stand in HTML. */
final class Html {
    private Html() {}

    static String text(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
